using AutoResearch.Research.Keeping;

namespace AutoResearch.Tests.Keeping;

/// <summary>Questions to put to the keep rule. A lower score is better, the noise is 0.01, and the incumbent scored 2.0 on four
/// seeds.</summary>
internal static class Questions
{
    public const long FirstSeed = 11;

    public static readonly double[] Incumbent = [1.99, 2.01, 2.0, 2.0];

    private static readonly Noise Known = new(Deviation: 0.01, DegreesOfFreedom: 30, Correlation: 0);

    /// <summary>What candidate and incumbent scored, each on the same seeds in the same order.</summary>
    public static KeepQuestion Ask(
        double[] candidate,
        double[]? incumbent = null,
        KeepSettings? settings = null,
        Direction direction = Direction.Lower,
        Noise? noise = null,
        int tokens = 0,
        bool incumbentIsDue = false,
        EarlierRuns? earlier = null
    ) =>
        new(
            new Comparison(Runs(candidate), Runs(incumbent ?? Incumbent), direction, noise ?? Known, earlier),
            settings ?? new KeepSettings(),
            tokens,
            incumbentIsDue
        );

    /// <summary>The decision; anything else fails the test.</summary>
    public static Decision Decide(KeepQuestion question) => Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(question)).Decision;

    public static SeedScore[] Runs(params double[] scores) => [.. scores.Select((score, index) => new SeedScore(FirstSeed + index, score))];
}
