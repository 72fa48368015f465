using AutoResearch.Research;
using AutoResearch.Research.Running;

namespace AutoResearch.Reports.Html;

/// <summary>Where the time of a set of experiments went, in seconds.</summary>
/// <param name="Proposing">What came before the experiment.</param>
/// <param name="Other">Checking, deciding, concluding, and runs that were made again.</param>
internal sealed record TimeSplit(double Proposing, double Build, double Startup, double Train, double Evaluate, double Other)
{
    public double Total => Proposing + Build + Startup + Train + Evaluate + Other;

    public static TimeSplit Of(IEnumerable<ExperimentRecord> records)
    {
        var sum = new TimeSplit(0, 0, 0, 0, 0, 0);
        foreach (var record in records)
        {
            var seconds = record.Seconds;
            var other = Math.Max(0, seconds.Total - seconds.Build - seconds.Startup - seconds.Train - seconds.Eval);
            sum = new TimeSplit(
                sum.Proposing + record.Origin.Cost.Seconds, sum.Build + seconds.Build, sum.Startup + seconds.Startup, sum.Train + seconds.Train,
                sum.Evaluate + seconds.Eval, sum.Other + other);
        }

        return sum;
    }

    /// <summary>The parts in the order that they are drawn in.</summary>
    public IReadOnlyList<(string Name, string Class, double Seconds)> Parts =>
    [
        ("training", "train", Train), ("evaluation", "eval", Evaluate), ("start-up", "startup", Startup), ("building", "build", Build),
        ("proposing", "proposing", Proposing), ("everything else", "rest", Other),
    ];
}

/// <summary>The numbers of a report that are computed from the whole ledger.</summary>
internal static class ReportFigures
{
    /// <summary>Experiments that are no measurement of the research branch itself.</summary>
    public static IReadOnlyList<ExperimentRecord> Candidates(IReadOnlyList<ExperimentRecord> records) => [.. records.Where(record => !record.IsBaseline)];

    /// <summary>Those that the ledger shows to have been kept, without baselines.</summary>
    public static IReadOnlyList<ExperimentRecord> Kept(IReadOnlyList<ExperimentRecord> records) => [.. records.Where(record => !record.IsBaseline && record.Status.IsMerged())];

    public static ProposalCost Cost(IEnumerable<ExperimentRecord> records) => records.Aggregate(ProposalCost.None, (sum, record) => sum + record.Origin.Cost);

    /// <summary>The accounts of each proposer, who proposed most first. The share is of the experiments made.</summary>
    public static IReadOnlyList<ProposerAccount> Proposers(IReadOnlyList<ExperimentRecord> records)
    {
        var candidates = Candidates(records);
        return [.. candidates.GroupBy(record => record.Origin.Proposer).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ProposerAccount(
                group.Key.Length > 0 ? group.Key : "a person", (double)group.Count() / candidates.Count, group.Count(), Kept([.. group]).Count,
                Kept([.. group]).Sum(Gain), Cost(group), null))];
    }

    // What was simplified may be a little worse, within noise.
    private static double Gain(ExperimentRecord record) =>
        record is { Status: ExperimentStatus.Kept, Metric: { } metric, Incumbent: { } incumbent } ? Math.Abs(metric - incumbent) : 0;
}
