namespace AutoResearch;

/// <summary>
/// Reports once a second, on a timer's thread, how training or scoring fares: a run that is killed from outside cannot report at its end.
/// A report takes a millisecond.
/// </summary>
internal sealed class ProcessorReports : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock reporting = new();
    private readonly Func<double> seconds;
    private readonly ProcessorReading start;
    private readonly Action<ProcessorsEvent> report;
    private readonly PaceMeter? pace;
    private readonly Action<ProcessorReading>? look;
    private readonly Timer timer;
    private bool over;

    /// <param name="seconds">Since the reading.</param>
    /// <param name="start">What was read at the beginning.</param>
    /// <param name="pace">The machine's pace so far; null where nobody measures it.</param>
    /// <param name="look">Is shown each reading; null where nobody cares.</param>
    public ProcessorReports(
        Func<double> seconds,
        ProcessorReading start,
        Action<ProcessorsEvent> report,
        PaceMeter? pace = null,
        Action<ProcessorReading>? look = null
    )
    {
        (this.seconds, this.start, this.report, this.pace, this.look) = (seconds, start, report, pace, look);
        timer = new Timer(_ => Report(), null, Interval, Interval);
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (reporting)
            over = true;
    }

    private void Report()
    {
        lock (reporting)
        {
            if (over)
                return;
            try
            {
                var now = ProcessorReading.Take();
                report(new ProcessorsEvent(seconds(), now.Since(start), pace?.Measured));
                look?.Invoke(now);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Nobody listens any more.
            }
        }
    }
}
