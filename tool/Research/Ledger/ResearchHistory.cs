namespace AutoResearch.Research.Ledger;

/// <summary>Questions about the ledger's rows.</summary>
internal static class ResearchHistory
{
    /// <summary>The experiment that the research branch stands on: the last one that was merged or measured as a baseline.</summary>
    public static ExperimentRecord? Incumbent(this IReadOnlyList<ExperimentRecord> records) =>
        records.LastOrDefault(record => record.Status.IsMerged() && record.Metric is not null);

    /// <summary>The first baseline that was measured under the incumbent's conditions.</summary>
    public static ExperimentRecord? FirstBaseline(this IReadOnlyList<ExperimentRecord> records)
    {
        var conditions = records.Incumbent()?.Conditions;
        return records.FirstOrDefault(record => record.IsBaseline && record.Conditions == conditions && record.Metric is not null);
    }

    /// <summary>How many experiments ended in each status, in the order of <see cref="ExperimentStatus"/>.</summary>
    public static IReadOnlyList<(ExperimentStatus Status, int Count)> CountByStatus(this IReadOnlyList<ExperimentRecord> records) =>
        [.. records.GroupBy(record => record.Status).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))];
}
