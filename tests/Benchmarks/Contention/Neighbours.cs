using System.Diagnostics;

namespace AutoResearch.Benchmarks.Contention;

/// <summary>
/// Busy loops that want a processor each until they are disposed. Each leads a session of its own, as programs of other terminals and
/// services do: the kernel shares the processors out by sessions (sched(7), autogrouping).
/// </summary>
internal sealed class Neighbours : IDisposable
{
    // Ends them where this program is killed.
    private const string MostSeconds = "600";

    private readonly List<Process> processes = [];

    public Neighbours(int count)
    {
        for (var i = 0; i < count; i++)
            processes.Add(Process.Start(new ProcessStartInfo("setsid", ["timeout", MostSeconds, "/bin/sh", "-c", "while :; do :; done"]))!);
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
