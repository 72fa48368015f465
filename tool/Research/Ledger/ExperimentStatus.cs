namespace AutoResearch.Research.Ledger;

/// <summary>How an experiment ended.</summary>
internal enum ExperimentStatus
{
    /// <summary>Better than the incumbent; merged.</summary>
    Kept,

    /// <summary>Measured and not better.</summary>
    Discarded,

    /// <summary>As good within noise, and shorter code; merged.</summary>
    Simplified,

    /// <summary>Did not compile.</summary>
    BuildFailed,

    /// <summary>Threw, or the process ended by itself.</summary>
    Crashed,

    /// <summary>The host or the device had no memory left.</summary>
    OutOfMemory,

    /// <summary>NaN, infinite or exploding loss.</summary>
    Diverged,

    /// <summary>Did not stop by itself and was killed past its allowance.</summary>
    TimedOut,

    /// <summary>Was ended before it had spent its budget: by its learning curve it would have been worse than the incumbent.</summary>
    Stopped,

    /// <summary>Returned, but took more than its budget.</summary>
    Overran,

    /// <summary>Broke a rule; the reason names the rule.</summary>
    Invalid,

    /// <summary>Stopped by a person or a kill before it was judged, or given up because the machine was too busy to judge it.</summary>
    Interrupted,
}

/// <summary>The names of the states in the ledger and in JSON.</summary>
internal static class ExperimentStatusNames
{
    private static readonly Dictionary<ExperimentStatus, string> Names = new()
    {
        [ExperimentStatus.Kept] = "kept",
        [ExperimentStatus.Discarded] = "discarded",
        [ExperimentStatus.Simplified] = "simplified",
        [ExperimentStatus.BuildFailed] = "build-failed",
        [ExperimentStatus.Crashed] = "crashed",
        [ExperimentStatus.OutOfMemory] = "out-of-memory",
        [ExperimentStatus.Diverged] = "diverged",
        [ExperimentStatus.TimedOut] = "timed-out",
        [ExperimentStatus.Stopped] = "stopped",
        [ExperimentStatus.Overran] = "overran",
        [ExperimentStatus.Invalid] = "invalid",
        [ExperimentStatus.Interrupted] = "interrupted",
    };

    private static readonly Dictionary<string, ExperimentStatus> Statuses = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Merged into the research branch.</summary>
    public static bool IsMerged(this ExperimentStatus status) => status is ExperimentStatus.Kept or ExperimentStatus.Simplified;

    /// <summary>Has a score that was compared.</summary>
    public static bool IsJudged(this ExperimentStatus status) => status.IsMerged() || status is ExperimentStatus.Discarded;

    /// <summary>Leaves the working tree as the research branch has it. What broke leaves the edits there, to be mended.</summary>
    public static bool IsSettled(this ExperimentStatus status) => status.IsJudged() || status is ExperimentStatus.Stopped;

    /// <summary>The word of karpathy/autoresearch for it: keep, discard (measured, or ended on purpose, and not kept) or crash (no
    /// result).</summary>
    public static string Word(this ExperimentStatus status) =>
        status switch
        {
            ExperimentStatus.Kept or ExperimentStatus.Simplified => "keep",
            ExperimentStatus.Discarded or ExperimentStatus.Stopped or ExperimentStatus.Invalid => "discard",
            _ => "crash",
        };

    /// <summary>All names, for a message.</summary>
    public static string All => string.Join(", ", Names.Values);

    public static string Name(this ExperimentStatus status) => Names[status];

    public static bool TryParse(string name, out ExperimentStatus status) => Statuses.TryGetValue(name, out status);
}
