namespace AutoResearch;

/// <summary>
/// Tells once a second how training fares, beside it: a run that is ended from outside cannot say so at its end. It takes a millisecond, and only
/// where the budget is in seconds: any other is the same training on a busy machine.
/// </summary>
internal sealed class ProcessorReports : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Timer? timer;

    /// <param name="start">What was read when the clock started.</param>
    public ProcessorReports(TrainingBudget budget, RunClock clock, ProcessorReading start, Action<ProcessorsEvent> report)
    {
        if (budget.Unit == BudgetUnit.Seconds)
            timer = new Timer(_ => Report(clock, start, report), null, Interval, Interval);
    }

    public void Dispose() => timer?.Dispose();

    private static void Report(RunClock clock, ProcessorReading start, Action<ProcessorsEvent> report)
    {
        try
        {
            report(new ProcessorsEvent(clock.Seconds, ProcessorReading.Take().Since(start)));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}
