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
    /// <param name="pace">The machine's pace so far; null where nobody measures it.</param>
    public ProcessorReports(Func<double> seconds, ProcessorReading start, Action<ProcessorsEvent> report, PaceMeter? pace = null) =>
        timer = new Timer(
            _ => Report(new ProcessorsEvent(seconds(), ProcessorReading.Take().Since(start), pace?.Measured), report),
            null,
            Interval,
            Interval
        );

    public void Dispose() => timer.Dispose();

    private static void Report(ProcessorsEvent told, Action<ProcessorsEvent> report)
    {
        try
        {
            report(told);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}
