using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Publishing;

/// <summary>Which experiments have something to publish.</summary>
internal static class PublishChoice
{
    /// <summary>Whether it was merged for being better, or as good and shorter.</summary>
    public static bool IsKept(ExperimentRecord record) => record.Status.IsMerged() && !record.IsBaseline;

    /// <summary>Every kept one, in order.</summary>
    public static IReadOnlyList<ExperimentRecord> AllKept(IReadOnlyList<ExperimentRecord> records) => [.. records.Where(IsKept)];

    /// <summary>The kept experiment with the best score, of those that compare with what the research branch stands on now; the later of
    /// two equal ones.</summary>
    public static ExperimentRecord? Best(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        var conditions = records.Incumbent()?.Conditions;
        return records
            .Where(record => IsKept(record) && record.Metric is not null && record.Conditions == conditions)
            .OrderBy(record => direction == Direction.Lower ? record.Metric : -record.Metric)
            .ThenByDescending(record => record.Number)
            .FirstOrDefault();
    }
}
