namespace AutoResearch;

/// <summary>
/// The clock of one run: counts seconds, steps and tokens, and says when the budget is spent. A budget in seconds is counted by the wall
/// clock or, where there is a <see cref="PaceMeter"/>, by what the machine could have done at its usual pace.
/// </summary>
internal sealed class RunClock(TrainingBudget budget, Action<StepEvent> report, TimeProvider? time = null)
{
    // Often enough for a live display, rare enough to cost nothing: reading a loss waits for the device.
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    // A loss this many times the first one does not come back within a budget of minutes.
    private const float ExplosionFactor = 10;

    private readonly TimeProvider time = time ?? TimeProvider.System;
    private long? started;
    private TimeSpan? stopped;
    private TimeSpan nextReport;
    private float firstLoss = float.NaN;
    private long reported;
    private long handedOut;
    private readonly Lock spending = new();
    private double spent;
    private double? overSince;

    /// <summary>Measures the machine's pace while it trains; null where nobody does.</summary>
    public PaceMeter? Pace { get; set; }

    public long Steps { get; private set; }

    /// <summary>Training tokens used: what was reported, and no less than what was handed out.</summary>
    public long Tokens => Math.Max(reported, handedOut);

    public double Seconds => Elapsed.TotalSeconds;

    /// <summary>The last loss that was read; NaN before the first.</summary>
    public float Loss { get; private set; } = float.NaN;

    /// <summary>The fraction of the budget that is spent, 0 to 1.</summary>
    public double Progress => Math.Min(1.0, Spent / budget.Amount);

    public bool IsOver => Spent >= budget.Amount;

    private double Spent =>
        budget.Unit switch
        {
            BudgetUnit.Seconds => SpentSeconds,
            BudgetUnit.Tokens => Tokens,
            _ => Steps,
        };

    // What is known of the pace changes with each measurement. What was spent stays spent: schedules follow it.
    private double SpentSeconds
    {
        get
        {
            lock (spending)
            {
                var seconds = Seconds;
                spent = Math.Max(spent, Pace?.Spent(seconds) ?? seconds);
                if (spent >= budget.Amount)
                    overSince ??= Pace is null ? budget.Amount : seconds;
                return spent;
            }
        }
    }

    /// <summary>How long training went on after a budget in seconds was known to be spent, in seconds at the usual pace.</summary>
    public double Late => IsOver && overSince is { } since ? (Seconds - since) * (Pace?.Pace ?? 1) : 0;

    private TimeSpan Elapsed => stopped ?? (started is { } start ? time.GetElapsedTime(start) : TimeSpan.Zero);

    public void Start()
    {
        Pace?.Start();
        started = time.GetTimestamp();
    }

    public void Stop() => stopped = Elapsed;

    public void HandedOut(long tokens) => handedOut += tokens;

    public void Step(long tokens, Func<float> loss)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        Steps++;
        reported += tokens;
        Pace?.Step();
        // The first loss is always read: it is what an explosion is measured against.
        if (Elapsed < nextReport && Steps > 1)
            return;
        nextReport = Elapsed + ReportInterval;
        Loss = loss();
        if (Steps == 1)
            firstLoss = Loss;
        if (!float.IsFinite(Loss))
            throw new DivergedException($"the loss is {Loss} at step {Steps}");
        if (Loss > ExplosionFactor * Math.Abs(firstLoss))
            throw new DivergedException($"the loss grew from {firstLoss:0.###} to {Loss:0.###} by step {Steps}");
        report(new StepEvent(Steps, Loss, Tokens, Seconds, Progress));
    }
}
