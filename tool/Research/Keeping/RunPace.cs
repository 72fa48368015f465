using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>How a run of training went on its machine.</summary>
/// <param name="Seconds">Wall-clock seconds of training.</param>
/// <param name="Processors">How the processors were used meanwhile.</param>
/// <param name="Steps">Optimizer steps; null for a run that was cut off.</param>
/// <param name="Tokens">Training tokens; null for a run that was cut off.</param>
/// <param name="Machine">The machine's pace, as a fraction of its usual one: what the budget in seconds was counted by. Null where nobody
/// measured it, and the wall clock counted.</param>
/// <param name="Yardstick">How long the yardstick takes at the usual pace, in seconds; null where nobody measured it.</param>
internal sealed record RunPace(
    double Seconds,
    ProcessorUse Processors,
    long? Steps,
    long? Tokens,
    double? Machine = null,
    double? Yardstick = null
)
{
    /// <summary>A run that gets less than this of the machine's usual pace is not waited for.</summary>
    public const double LeastMachine = 0.05;

    /// <summary>Whether it came back.</summary>
    public bool IsFinished => Steps is not null;

    /// <summary>Processor seconds per second of training.</summary>
    public double Own => Processors.Own / Seconds;

    /// <summary>The pace of a run that came back.</summary>
    public static RunPace Of(TrainedEvent trained) =>
        new(trained.Seconds, trained.Processors, trained.Steps, trained.Tokens, trained.Pace, trained.Yardstick);

    /// <summary>The pace of a run that did not come back, as far as it reported.</summary>
    public static RunPace Of(ProcessorsEvent told) => new(told.Seconds, told.Processors, null, null, told.Pace);

    /// <summary>What the ledger knows of an experiment's first run, which trained for its whole budget; null where that is too
    /// little.</summary>
    public static RunPace? Of(ExperimentRecord record, TrainingBudget budget) =>
        record.CpuSeconds is { } own && budget.Unit == BudgetUnit.Seconds
            ? new RunPace(budget.Amount, new ProcessorUse(own), record.Steps, record.Tokens, null, record.Yardstick)
            : null;

    /// <summary>
    /// How much was trained per second, as a fraction of another run's rate: in tokens, which do not depend on the batch, or in steps where
    /// nobody counts tokens. Null where neither is known of both.
    /// </summary>
    public double? WorkAgainst(RunPace other) => Ratio(Tokens, other.Tokens, other) ?? Ratio(Steps, other.Steps, other);

    private double? Ratio(long? mine, long? theirs, RunPace other) =>
        mine is > 0 and { } done && theirs is > 0 and { } expected ? done / Seconds / (expected / other.Seconds) : null;
}
