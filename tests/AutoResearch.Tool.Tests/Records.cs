using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests;

/// <summary>Experiments to test with.</summary>
internal static class Records
{
    private static readonly string[] Statuses = ExperimentStatusNames.All.Split(", ");

    public static ExperimentRecord One(
        int number = 1,
        ExperimentStatus status = ExperimentStatus.Kept,
        string description = "baseline",
        double? metric = 2.0
    ) =>
        new()
        {
            Number = number,
            Commit = new string('a', 40),
            Parent = new string('b', 40),
            Status = status,
            Description = description,
            Reason = "because",
            Conditions = new Conditions("0123456789ab", "60 seconds", "cpu, 2 threads"),
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            IsBaseline = number == 1,
            MetricName = "val_bpb",
            Metric = metric,
            Scores = metric is { } score ? [score] : [],
            Incumbent = number == 1 ? null : 2.0,
            Seeds = [7],
        };

    /// <summary>What a run can have done, in the digits that a cell holds.</summary>
    public static readonly Gen<RunWork> Work =
        from milliseconds in Gen.Int[0, 1_000_000_000]
        from steps in Gen.Long[0, 1L << 40]
        from tokens in Gen.Long[0, 1L << 50]
        from cpu in Gen.Int[0, 1_000_000_000]
        from pace in Gen.Int[0, 100_000].Nullable()
        select new RunWork(milliseconds / 1000.0, steps, tokens, cpu / 1000.0, pace / 10_000.0);

    // Everything a row can hold, hostile descriptions included.
    public static readonly Gen<ExperimentRecord> Any =
        from status in Gen.Int[0, Statuses.Length - 1].Select(index => Statuses[index])
        from description in Gen.String
        from memory in Gen.Long[0, 1L << 40].Nullable()
        from tokens in Gen.Long[0, 1L << 50].Nullable()
        from scores in Gen.Double[-1e3, 1e3].List[0, 4]
        from seeds in Gen.Long.List[scores.Count]
        from incumbentRuns in Gen.Select(Gen.Long, Gen.Double[-1e3, 1e3], (seed, score) => new SeedScore(seed, score)).List[0, 4]
        from confidence in Gen.Double[0, 1].Nullable()
        from noise in Gen.Double[0, 10].Nullable()
        from codeTokens in Gen.Int[0, 1_000_000].Nullable()
        from slowed in Gen.Int[0, 5]
        from train in Gen.Int[0, 1_000_000]
        from proposer in Gen.Bool.Select(named => named ? "model/qwen3" : "")
        from asked in Gen.Int[0, 1_000_000]
        from read in Gen.Long[0, 1L << 40].Nullable()
        from dollars in Gen.Double[0, 100].Nullable()
        from expectation in Gen.Select(Gen.Double[-10, 10], Gen.Double[0, 10], (gain, deviation) => new Expectation(gain, deviation)).Null()
        from code in Gen.Char["0123456789abcdef"].Array[16].Select(digits => new string(digits)).Null()
        from knobs in Gen.Select(Gen.String["ABCxyz_"].Where(name => name.Length > 0), Gen.Double[-1e6, 1e6], Gen.Double[-1e6, 1e6])
            .Select((name, before, after) => new KnobChange(name, before, after))
            .List[0, 3]
        from yardstick in Gen.Double[1e-6, 1].Nullable()
        from work in Work.List[0, 4]
        from incumbentWork in Work.List[0, 4]
        from unseen in Gen.Int[0, 8]
        select One() with
        {
            Yardstick = yardstick,
            Work = work,
            IncumbentWork = incumbentWork,
            Unseen = unseen,
            Status = ExperimentStatusNames.TryParse(status, out var parsed) ? parsed : default,
            Description = ResultsColumns.Cell(description),
            Metric = scores.Count > 0 ? scores.Average() : null,
            Scores = scores,
            IncumbentRuns = incumbentRuns,
            Confidence = confidence,
            Noise = noise,
            CodeTokens = codeTokens,
            Slowed = slowed,
            PeakMemory = memory,
            Tokens = tokens,
            Seeds = seeds,
            Origin =
                proposer.Length == 0 ? Origin.Person : new Origin(proposer, new ProposalCost(asked / 1000.0, read, dollars), expectation),
            Code = code,
            Knobs = knobs,
            Seconds = new PhaseSeconds(0.5, 0.25, train / 1000.0, 1.5, (train + 3000) / 1000.0),
        };
}
