using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Reports.Html;

/// <summary>The numbers of a report that are computed from the whole ledger.</summary>
internal static class ReportFigures
{
    /// <summary>Experiments that are no measurement of the research branch itself.</summary>
    public static IReadOnlyList<ExperimentRecord> Candidates(IReadOnlyList<ExperimentRecord> records) =>
        [.. records.Where(record => !record.IsBaseline)];

    /// <summary>Those that the ledger shows to have been kept, without baselines.</summary>
    public static IReadOnlyList<ExperimentRecord> Kept(IReadOnlyList<ExperimentRecord> records) =>
        [.. records.Where(record => !record.IsBaseline && record.Status.IsMerged())];

    public static ProposalCost Cost(IEnumerable<ExperimentRecord> records) =>
        records.Aggregate(ProposalCost.None, (sum, record) => sum + record.Origin.Cost);

    /// <summary>The accounts of each proposer, who proposed most first. The share is of the experiments made.</summary>
    public static IReadOnlyList<ProposerAccount> Proposers(IReadOnlyList<ExperimentRecord> records)
    {
        var candidates = Candidates(records);
        return
        [
            .. candidates
                .GroupBy(record => record.Origin.Proposer)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ProposerAccount(
                    group.Key.Length > 0 ? group.Key : "a person",
                    (double)group.Count() / candidates.Count,
                    group.Count(),
                    Kept([.. group]).Count,
                    Kept([.. group]).Sum(Gain),
                    Cost(group),
                    null
                )),
        ];
    }

    // Simplified code may score a little worse, within noise, so it counts as no gain.
    private static double Gain(ExperimentRecord record) =>
        record is { Status: ExperimentStatus.Kept, Metric: { } metric, Incumbent: { } incumbent } ? Math.Abs(metric - incumbent) : 0;
}
