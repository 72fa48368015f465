namespace AutoResearch.Benchmarks.Contention;

/// <summary>Busy loops, one thread each, that want a processor until they are disposed.</summary>
internal sealed class Neighbours : IDisposable
{
    private readonly List<Thread> threads = [];
    private volatile bool over;

    public Neighbours(int count)
    {
        for (var i = 0; i < count; i++)
            threads.Add(new Thread(Spin) { IsBackground = true });
        threads.ForEach(thread => thread.Start());
    }

    public void Dispose()
    {
        over = true;
        threads.ForEach(thread => thread.Join());
    }

    private void Spin()
    {
        while (!over)
        {
            // Nothing but the loop.
        }
    }
}
