using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Tests.Keeping;

namespace AutoResearch.Tests.Audit;

/// <summary>A ledger under <c>Runs: 4</c> as an honest session writes it: the real rule, asked with drawn scores.</summary>
internal sealed class ComparedLedger
{
    private const double Deviation = 0.01;
    private const double Correlation = 0.3;

    private static readonly Func<Random, double> Gain = Workload.Mixed(0.3, [0.5, 1, 2, 4], [0.5, 1, 2, 4]);

    private readonly ResearchProgram program = Ledgers.Program(runs: 4);
    private readonly Random random;
    private readonly Dictionary<long, double> luck = [];
    private readonly List<ExperimentRecord> records = [];
    private double truth = 2.0;
    private int codeTokens = 5000;
    private long nextSeed = 100;

    private ComparedLedger(int seed) => random = new Random(seed);

    /// <summary>A baseline and candidates, some of which crash.</summary>
    public static IReadOnlyList<ExperimentRecord> Of(int seed, int count)
    {
        var ledger = new ComparedLedger(seed);
        while (ledger.records.Count < count)
            ledger.Add();
        return ledger.records;
    }

    private void Add()
    {
        if (records.Count == 0 || random.Next(25) == 0)
            Measure();
        else if (random.Next(10) == 0)
            Crash();
        else
            Try(Deviation * Gain(random), codeTokens + random.Next(-30, 30));
    }

    // The first one, and now and then one under another budget.
    private void Measure()
    {
        var runs = Enumerable.Range(0, program.Keep.Runs).Select(_ => nextSeed++).Select(seed => new SeedScore(seed, Score(seed))).ToList();
        var record = Judged(new Decision(ExperimentStatus.Kept, "baseline"), runs, [], codeTokens);
        records.Add(
            record with
            {
                Commit = record.Parent,
                IsBaseline = true,
                Incumbent = null,
                Conditions = record.Conditions with { Budget = $"{records.Count + 60} seconds" },
            }
        );
    }

    private void Crash() =>
        records.Add(
            Records.One(records.Count + 1, ExperimentStatus.Crashed, metric: null) with
            {
                Commit = Ledgers.Sha(records.Count + 1),
                Parent = Ledgers.Sha(1000),
                Conditions = records.Incumbent()!.Conditions,
                IncumbentRuns = random.Next(2) == 0 ? [] : [new SeedScore(nextSeed, Score(nextSeed++))],
            }
        );

    private void Try(double gain, int tokens)
    {
        var incumbent = records.Incumbent()!;
        var history = KeepHistory.Of(records, incumbent, program.Keep, program.Metric.Direction);
        var driven = Driver.Decide(history, seed => Score(seed) - gain, Score, nextSeed, tokens - codeTokens);
        nextSeed += 100;
        var comparison = driven.Question.Comparison;
        records.Add(
            Judged(driven.Decision, driven.Candidate, driven.Incumbent, tokens) with
            {
                Conditions = incumbent.Conditions,
                Incumbent = comparison.Reference,
                Noise = comparison.Noise.Deviation,
            }
        );
        if (!driven.Decision.Status.IsMerged())
            return;
        truth -= gain;
        codeTokens = tokens;
    }

    private ExperimentRecord Judged(Decision decision, IReadOnlyList<SeedScore> runs, IReadOnlyList<SeedScore> incumbentRuns, int tokens) =>
        Records.One(records.Count + 1) with
        {
            Commit = Ledgers.Sha(records.Count + 1),
            Parent = Ledgers.Sha(1000),
            Status = decision.Status,
            Reason = decision.Reason,
            IsBaseline = false,
            Metric = runs.Average(run => run.Score),
            Scores = [.. runs.Select(run => run.Score)],
            Seeds = [.. runs.Select(run => run.Seed)],
            IncumbentRuns = incumbentRuns,
            Confidence = decision.Confidence,
            CodeTokens = tokens,
            Weights = decision.Status.IsMerged() ? new string('e', 64) : null,
        };

    private double Score(long seed)
    {
        if (!luck.TryGetValue(seed, out var shared))
            luck[seed] = shared = Workload.Normal(random);
        return truth + (Deviation * ((Math.Sqrt(Correlation) * shared) + (Math.Sqrt(1 - Correlation) * Workload.Normal(random))));
    }
}
