using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>By how much a record is better than its incumbent, and how sure that is.</summary>
internal static class Gains
{
    /// <summary>By how much it was better than its incumbent, in units of the metric; null where one of them was not measured.</summary>
    public static double? Of(ExperimentRecord record, Direction direction) =>
        record is { Metric: { } metric, Incumbent: { } incumbent }
            ? direction == Direction.Lower
                ? incumbent - metric
                : metric - incumbent
            : null;

    /// <summary>The gain's standard error: that of a difference between so many runs of each; null where no noise is known.</summary>
    /// <param name="noise">The noise of one run, for a record that has none.</param>
    public static double? Error(ExperimentRecord record, double? noise = null) =>
        (record.Noise ?? noise) is { } deviation && record.Scores.Count > 0 ? deviation * Math.Sqrt(2.0 / record.Scores.Count) : null;
}
