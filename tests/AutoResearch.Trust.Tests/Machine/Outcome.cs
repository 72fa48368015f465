using AutoResearch.Research.Ledger;

namespace AutoResearch.Trust.Machine;

/// <summary>What an attempt came to.</summary>
internal static class Outcome
{
    /// <summary>
    /// The name of its status. A file that scores the same and is shorter than the baseline is kept as simplified: the attempt gained
    /// it nothing, and that is what 'discarded' stands for here.
    /// </summary>
    public static string Of(ExperimentRecord record) =>
        record.Status == ExperimentStatus.Simplified && record.Metric == record.Incumbent
            ? ExperimentStatus.Discarded.Name()
            : record.Status.Name();
}
