using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Tests.Keeping;

/// <summary>What came of a session.</summary>
internal sealed record SessionResult
{
    public int Candidates { get; init; }

    /// <summary>Training runs in all: those of the incumbents and of the first baseline included.</summary>
    public int Runs { get; init; }

    public int IncumbentRuns { get; init; }

    /// <summary>Candidates and keeps by true gain.</summary>
    public IReadOnlyDictionary<double, (int Tried, int Kept)> ByGain { get; init; } = new Dictionary<double, (int, int)>();

    /// <summary>By how many noise units the last incumbent is truly better than the first.</summary>
    public double TrueGain { get; init; }

    public int FalseKeeps => ByGain.Where(entry => entry.Key <= 0).Sum(entry => entry.Value.Kept);

    public int Keeps => ByGain.Values.Sum(entry => entry.Kept);
}

/// <summary>A session with drawn scores in place of training: the real rule, on the records that a ledger would hold.</summary>
internal sealed class SimulatedSession(Workload workload, KeepSettings settings, int seed)
{
    private static readonly Conditions Conditions = new("0123456789ab", "60 seconds", "cpu, 2 threads");

    private readonly Random random = new(seed);
    private readonly Dictionary<long, double> luck = [];
    private readonly List<ExperimentRecord> records = [];
    private readonly Dictionary<double, (int Tried, int Kept)> byGain = [];
    private double truth;
    private double drift;
    private int runs;
    private int incumbentRuns;
    private long nextSeed;

    /// <summary>Tries candidates until so many runs were made.</summary>
    public SessionResult Run(int mostRuns)
    {
        Measure(Enumerable.Range(0, settings.Runs).Select(_ => Score(0, NewSeed())).ToList());
        var tried = 0;
        for (; runs < mostRuns; tried++)
        {
            drift = workload.Drift * tried / 100;
            Try(workload.Gain(random));
        }

        return new SessionResult
        {
            Candidates = tried,
            Runs = runs,
            IncumbentRuns = incumbentRuns,
            ByGain = byGain,
            TrueGain = truth,
        };
    }

    private void Measure(List<SeedScore> scores) =>
        records.Add(
            Records.One() with
            {
                Conditions = Conditions,
                Seeds = [.. scores.Select(run => run.Seed)],
                Scores = [.. scores.Select(run => run.Score)],
                Metric = scores.Average(run => run.Score),
            }
        );

    private void Try(double gain)
    {
        var incumbent = records[^1].Status.IsMerged() ? records[^1] : records.Incumbent()!;
        var history = KeepHistory.Of(records, incumbent, settings, Direction.Higher);
        var candidate = new List<SeedScore>();
        var again = new List<SeedScore>();
        while (true)
        {
            var question = history.Ask(candidate, again, 0);
            switch (KeepRule.Next(question))
            {
                case KeepAnswer.RunCandidate run:
                    candidate.Add(Score(gain, run.Seed ?? NewSeed()));
                    continue;
                case KeepAnswer.RunIncumbent run:
                    again.Add(Score(0, run.Seed ?? NewSeed()));
                    incumbentRuns++;
                    continue;
                case KeepAnswer.Decided decided:
                    Conclude(gain, candidate, again, question, decided.Decision);
                    return;
            }
        }
    }

    private void Conclude(double gain, List<SeedScore> candidate, List<SeedScore> again, KeepQuestion question, Decision decision)
    {
        var kept = decision.Status == ExperimentStatus.Kept;
        records.Add(
            Records.One(records.Count + 1, decision.Status) with
            {
                Conditions = Conditions,
                Seeds = [.. candidate.Select(run => run.Seed)],
                Scores = [.. candidate.Select(run => run.Score)],
                Metric = candidate.Average(run => run.Score),
                IncumbentRuns = again,
                Incumbent = question.Comparison.Reference,
                Confidence = decision.Confidence,
                Noise = question.Comparison.Noise.IsKnown ? question.Comparison.Noise.Deviation : null,
            }
        );
        var (tried, keeps) = byGain.GetValueOrDefault(gain);
        byGain[gain] = (tried + 1, keeps + (kept ? 1 : 0));
        if (kept)
            truth += gain;
    }

    private SeedScore Score(double gain, long runSeed)
    {
        runs++;
        if (!luck.TryGetValue(runSeed, out var shared))
            luck[runSeed] = shared = workload.Noise(random);
        var noise = (Math.Sqrt(workload.Correlation) * shared) + (Math.Sqrt(1 - workload.Correlation) * workload.Noise(random));
        return new SeedScore(runSeed, 100 + truth + drift + gain + noise);
    }

    private long NewSeed() => ++nextSeed;
}
