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

    // What the research branch would score without luck, and its length, before each record.
    private readonly List<(double Truth, int CodeTokens)> states = [];
    private readonly int slots;
    private double truth = 2.0;
    private int codeTokens = 5000;
    private long nextSeed = 100;

    private ComparedLedger(int seed, int slots) => (random, this.slots) = (new Random(seed), slots);

    /// <summary>A baseline and candidates, some of which crash.</summary>
    /// <param name="slots">How many experiments run at the same time: an experiment may not know of so many before it but one.</param>
    public static IReadOnlyList<ExperimentRecord> Of(int seed, int count, int slots = 1)
    {
        var ledger = new ComparedLedger(seed, slots);
        while (ledger.records.Count < count)
            ledger.Add();
        return ledger.records;
    }

    private void Add()
    {
        states.Add((truth, codeTokens));
        if (records.Count == 0 || random.Next(25) == 0)
            Measure();
        else if (random.Next(10) == 0)
            Crash();
        else
            Try(Deviation * Gain(random), random.Next(-30, 30), Unseen());
    }

    // Baselines are measured alone.
    private int Unseen() =>
        slots == 1 ? 0 : random.Next(Math.Min(slots, records.Count - records.FindLastIndex(record => record.IsBaseline)));

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
                Unseen = Unseen(),
            }
        );

    private void Try(double gain, int longer, int unseen)
    {
        var known = records[..^unseen];
        var incumbent = known.Incumbent()!;
        var (stood, tokens) = states[known.Count];
        var history = KeepHistory.Of(known, incumbent, program.Keep, program.Metric.Direction);
        var driven = Driver.Decide(history, seed => Score(seed, stood) - gain, seed => Score(seed, stood), nextSeed, longer);
        nextSeed += 100;
        var comparison = driven.Question.Comparison;
        var record = Judged(driven.Decision, driven.Candidate, driven.Incumbent, tokens + longer) with
        {
            Conditions = incumbent.Conditions,
            Incumbent = comparison.Reference,
            Noise = comparison.Noise.Deviation,
            Unseen = unseen,
        };
        if (Overtaken.IsOvertaken(record, records))
            record = Overtaken.Of(record, records.Incumbent()!);
        records.Add(record);
        if (record.Status.IsMerged())
            (truth, codeTokens) = (stood - gain, tokens + longer);
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

    private double Score(long seed) => Score(seed, truth);

    private double Score(long seed, double without)
    {
        if (!luck.TryGetValue(seed, out var shared))
            luck[seed] = shared = Workload.Normal(random);
        return without + (Deviation * ((Math.Sqrt(Correlation) * shared) + (Math.Sqrt(1 - Correlation) * Workload.Normal(random))));
    }
}
