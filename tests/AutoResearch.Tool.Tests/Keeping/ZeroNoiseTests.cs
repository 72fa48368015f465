using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;
using static AutoResearch.Tests.Keeping.Questions;

namespace AutoResearch.Tests.Keeping;

/// <summary>A noise floor of zero: every program scores the same on all seeds, and one run tells all.</summary>
public class ZeroNoiseTests
{
    // Means that a plain sum rounds, such as that of 0.1, 0.1 and 0.1, among them.
    private static readonly Gen<double> AnyScore = Gen.OneOf(Gen.Int[1, 100].Select(tenths => tenths / 10.0), Gen.Double[-1e3, 1e3]);

    private static readonly Gen<Direction> AnyDirection = Gen.Enum<Direction>();

    private static readonly Gen<int> AnyRuns = Gen.Int[2, 8];

    [Fact]
    public void An_exact_gain_is_kept_after_one_run() =>
        Assert.Equal(
            new Decision(ExperimentStatus.Kept, "better: 1.9000 against 2.0000 (-5.00 %) on one seed"),
            Decide(Always(1.9, 2.0, Direction.Lower))
        );

    [Fact]
    public void An_exact_tie_is_discarded_whatever_the_number() =>
        Gen.Select(AnyScore, AnyDirection, AnyRuns)
            .Sample(
                (score, direction, runs) =>
                {
                    var decision = Decide(Always(score, score, direction, runs));
                    Assert.Equal(ExperimentStatus.Discarded, decision.Status);
                    Assert.StartsWith("no difference: ", decision.Reason);
                }
            );

    [Fact]
    public void An_exact_tie_with_what_the_incumbent_was_kept_for_is_discarded_too() =>
        Gen.Select(AnyScore, AnyDirection, Gen.Int[0, 3], Gen.OneOf(0.5, 1, 1.5, 2))
            .Sample(
                (score, direction, runs, weight) =>
                    Decide(Always(score, score, direction, runs, earlier: new EarlierRuns(score, weight))).Status
                    == ExperimentStatus.Discarded
            );

    [Fact]
    public void An_exact_tie_with_less_code_is_simplified() =>
        Gen.Select(AnyScore, AnyDirection, AnyRuns)
            .Sample(
                (score, direction, runs) => Decide(Always(score, score, direction, runs, tokens: -7)).Status == ExperimentStatus.Simplified
            );

    [Fact]
    public void An_incumbent_that_is_due_is_run_again_so_that_noise_that_was_missed_shows() =>
        Assert.Equal(new KeepAnswer.RunIncumbent(null), KeepRule.Next(Always(1.9, 2.0, Direction.Lower) with { IncumbentIsDue = true }));

    [Fact]
    public void Any_exact_gain_is_kept_and_any_exact_loss_is_not() =>
        Gen.Select(AnyScore, AnyScore, AnyDirection, AnyRuns)
            .Sample(
                (candidate, incumbent, direction, runs) =>
                    Decide(Always(candidate, incumbent, direction, runs)).Status
                    == (KeepRule.IsBetter(candidate, incumbent, direction) ? ExperimentStatus.Kept : ExperimentStatus.Discarded)
            );

    private static KeepQuestion Always(
        double candidate,
        double incumbent,
        Direction direction,
        int runs = 4,
        int tokens = 0,
        EarlierRuns? earlier = null
    )
    {
        var scores = Enumerable.Repeat(incumbent, runs).ToArray();
        var noise = new NoisePool().Add([incumbent, incumbent, incumbent]).Add(scores).Estimate();
        return Ask([candidate], scores, direction: direction, noise: noise, tokens: tokens, earlier: earlier);
    }
}
