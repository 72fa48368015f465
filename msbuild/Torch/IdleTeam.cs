using static TorchSharp.torch;

namespace AutoResearch;

/// <summary>
/// Threads of OpenMP that do nothing. GNU's OpenMP, which libtorch uses on Linux, lets a thread turn round up to 300,000 times while it
/// waits for another one, and only 100 times once it looks after more threads than there are processors. It has no other switch for that
/// while a program runs. So a second team beside the one that trains makes its threads give their processors up at once:
/// gomp_managed_threads in libgomp's config/linux/wait.h. Measured: tests/Benchmarks/NOTES.md.
/// </summary>
internal sealed class IdleTeam : IDisposable
{
    // More than one thread takes on alone.
    private const int Elements = 1 << 18;

    private readonly ManualResetEventSlim over = new();
    private readonly Thread leader;

    public IdleTeam()
    {
        leader = new Thread(Lead) { IsBackground = true, Name = "AutoResearch idle team" };
        leader.Start();
    }

    public void Dispose()
    {
        over.Set();
        leader.Join();
        over.Dispose();
    }

    // A team lives as long as the thread that led it.
    private void Lead()
    {
        using (var scope = NewDisposeScope())
        using (no_grad())
            zeros(Elements).add_(1);
        over.Wait();
    }
}
