namespace AutoResearch;

/// <summary>
/// Reports once a second, on a timer's thread, how training or scoring fares: a run that is killed from outside cannot report at its end.
/// A report takes a millisecond.
/// </summary>
internal sealed class ProcessorReports : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Timer timer;

    /// <param name="seconds">Since the reading.</param>
    /// <param name="start">What was read at the beginning.</param>
    public ProcessorReports(Func<double> seconds, ProcessorReading start, Action<ProcessorsEvent> report) =>
        timer = new Timer(_ => Report(seconds(), start, report), null, Interval, Interval);

    public void Dispose() => timer.Dispose();

    private static void Report(double seconds, ProcessorReading start, Action<ProcessorsEvent> report)
    {
        try
        {
            report(new ProcessorsEvent(seconds, ProcessorReading.Take().Since(start)));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}
