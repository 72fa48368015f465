using System.Diagnostics;

namespace AutoResearch.Tests.Runtime;

public class ProcessorReadingTests
{
    // Not a promise of speed: what has not come by now does not come.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public ProcessorReadingTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");

    [Fact]
    public void Threads_that_are_more_than_the_processors_wait_for_one()
    {
        using var threads = new Spinning(2 * Environment.ProcessorCount);
        var start = ProcessorReading.Take();
        Assert.True(Until(() => ProcessorReading.Take().Since(start).Waited > 0.1), "nobody waited");
    }

    [Fact]
    public void What_the_process_computes_is_its_own()
    {
        using var threads = new Spinning(1);
        var start = ProcessorReading.Take();
        Assert.True(Until(() => ProcessorReading.Take().Since(start).Own > 0.1), "nothing was computed");
    }

    [Fact]
    public void What_another_process_computes_is_not()
    {
        var start = ProcessorReading.Take();
        using var other = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "while :; do :; done"]))!;
        try
        {
            Assert.True(Until(() => ProcessorReading.Take().Since(start).Others > 0.1), "nothing was seen of it");
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }
    }

    [Fact]
    public void A_thread_that_ended_takes_nothing_from_what_others_waited()
    {
        ProcessorReading start;
        using (new Spinning(2 * Environment.ProcessorCount))
        {
            var before = ProcessorReading.Take();
            Assert.True(Until(() => ProcessorReading.Take().Since(before).Waited > 0.1), "nobody waited");
            start = ProcessorReading.Take();
        }

        Assert.True(ProcessorReading.Take().Since(start).Waited >= 0);
    }

    private static bool Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Limit)
                return false;
        }

        return true;
    }

    /// <summary>Threads that want a processor until they are disposed.</summary>
    private sealed class Spinning : IDisposable
    {
        private readonly Thread[] threads;
        private volatile bool over;

        public Spinning(int count)
        {
            threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Spin) { IsBackground = true })];
            Array.ForEach(threads, thread => thread.Start());
        }

        public void Dispose()
        {
            over = true;
            Array.ForEach(threads, thread => thread.Join());
        }

        private void Spin()
        {
            while (!over)
            {
                // Nothing but the loop.
            }
        }
    }
}
