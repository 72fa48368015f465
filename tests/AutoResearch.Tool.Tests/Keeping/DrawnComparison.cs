using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Keeping;

/// <summary>A comparison with drawn scores, from the baseline on: everything that the rule's laws are to hold for.</summary>
/// <param name="IncumbentIsKept">The incumbent is a kept candidate, whose own runs are no reference, and not the baseline.</param>
/// <param name="IncumbentIsDue">Sixteen candidates that gave no score came before this one.</param>
/// <param name="Gain">By how much the candidate is better, in units of the noise.</param>
/// <param name="Noise">Standard deviation of a run; 0 where every program scores the same on all seeds.</param>
/// <param name="Shift">Added to every score.</param>
/// <param name="Mirrored">All scores are negated, and the other direction is better.</param>
internal sealed record DrawnComparison(
    KeepSettings Settings,
    bool IncumbentIsKept,
    bool IncumbentIsDue,
    double Gain,
    int Tokens,
    double Noise,
    int Luck,
    double Shift = 0,
    bool Mirrored = false
)
{
    public const int MostRuns = 7;

    private const long FirstNewSeed = 1000;

    public static readonly Gen<DrawnComparison> Any =
        from runs in Gen.Int[1, MostRuns]
        from confidence in Gen.OneOf(0.8, 0.95, 0.99)
        from worth in Gen.OneOf(0, 0.00001, 0.001)
        from kept in Gen.Bool
        from due in Gen.Bool
        from gain in Gen.Int[-400, 800].Select(hundredths => hundredths / 100.0)
        from tokens in Gen.OneOf(Gen.Const(0), Gen.Int[-50, 50])
        from noise in Gen.OneOf(0, 0.01, 0.01, 0.01, 10)
        from luck in Gen.Int[0, 1_000_000]
        select new DrawnComparison(new KeepSettings(runs, confidence, worth), kept, due, gain, tokens, noise, luck);

    private Direction Direction => Mirrored ? Direction.Higher : Direction.Lower;

    /// <summary>Drives the rule to its decision.</summary>
    /// <param name="broken">The candidate's run, from 1, that scores NaN; 0 for none.</param>
    public Driven Decide(int broken = 0)
    {
        var records = new List<ExperimentRecord> { Record(1, program: 0, Settings.Runs) };
        if (IncumbentIsKept)
            records.Add(Record(2, program: 1, Math.Min(2, Settings.Runs)));
        var incumbent = records[^1];
        for (var i = 0; IncumbentIsDue && i < 16; i++)
            records.Add(Records.One(records.Count + 1, ExperimentStatus.Crashed, metric: null));
        var runs = 0;
        return Driver.Decide(
            KeepHistory.Of(records, incumbent, Settings, Direction),
            seed => ++runs == broken ? double.NaN : Score(2, seed, Gain),
            seed => Score(incumbent.Number - 1, seed),
            FirstNewSeed,
            Tokens
        );
    }

    private ExperimentRecord Record(int number, int program, int runs)
    {
        var seeds = Enumerable.Range((number * 100) + 1, runs).Select(seed => (long)seed).ToList();
        var scores = seeds.Select(seed => Score(program, seed)).ToList();
        return Records.One(number) with
        {
            Seeds = seeds,
            Scores = scores,
            Metric = scores.Average(),
            // A kept one was better than something, and more or less surely so.
            Incumbent = number == 1 ? null : scores.Average() + (Mirrored ? -2 : 2) * Noise,
            Confidence = number == 1 || Noise == 0 ? null : 0.96,
        };
    }

    private double Score(int program, long seed, double gain = 0)
    {
        var random = new Random(unchecked((Luck * 31) + (program * 1_000_003) + ((int)seed * 7919)));
        // Without noise, no gain is exactly what tokens are worth: rounding would decide.
        var score = 2.0 - (gain * (Noise == 0 ? 0.01 * Math.Sqrt(2) : Noise)) + (Noise * Workload.Normal(random)) + Shift;
        return Mirrored ? -score : score;
    }
}
