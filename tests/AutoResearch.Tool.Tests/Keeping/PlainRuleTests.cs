using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;
using static AutoResearch.Tests.Keeping.Questions;

namespace AutoResearch.Tests.Keeping;

/// <summary><c>Runs: 1</c>: any better number is kept.</summary>
public class PlainRuleTests
{
    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Double[-1e6, 1e6],
        Gen.Const(double.NaN),
        Gen.Const(double.PositiveInfinity),
        Gen.Const(double.NegativeInfinity),
        Gen.Const(0.0)
    );

    private static readonly Gen<Direction> AnyDirection = Gen.Enum<Direction>();

    [Fact]
    public void A_lower_loss_is_kept() => Assert.Equal(ExperimentStatus.Kept, Plain(1.9, 2.0).Status);

    [Fact]
    public void A_lower_accuracy_is_discarded() => Assert.Equal(ExperimentStatus.Discarded, Plain(0.90, 0.91, Direction.Higher).Status);

    [Fact]
    public void No_difference_is_discarded() =>
        Assert.Equal(
            new Decision(ExperimentStatus.Discarded, "no difference: 2.0000 against 2.0000 (0.00 %) on one seed"),
            Plain(2.0, 2.0)
        );

    [Fact]
    public void No_difference_with_less_code_is_simplified_and_says_how_many_tokens() =>
        Assert.Equal(
            new Decision(ExperimentStatus.Simplified, "as good and shorter: 2.0000 against 2.0000 (0.00 %) on one seed, 12 tokens less"),
            Plain(2.0, 2.0, tokens: -12)
        );

    [Fact]
    public void The_reason_names_both_numbers()
    {
        Assert.Equal("better: 1.9000 against 2.0000 (-5.00 %) on one seed", Plain(1.9, 2.0).Reason);
        Assert.Equal("worse: 2.1000 against 2.0000 (+5.00 %) on one seed", Plain(2.1, 2.0).Reason);
        Assert.Equal("better: 1.0000 against 0.0000 (from 0) on one seed", Plain(1.0, 0.0, Direction.Higher).Reason);
    }

    [Fact]
    public void More_code_has_to_bring_what_its_tokens_are_worth()
    {
        Assert.Equal(ExperimentStatus.Kept, Plain(1.99, 2.0, tokens: 50, worth: 0.0001).Status);
        var decision = Plain(1.99, 2.0, tokens: 200, worth: 0.0001);
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.Equal("better, but not by what 200 tokens more have to bring: 1.9900 against 2.0000 (-0.50 %) on one seed", decision.Reason);
    }

    [Fact]
    public void A_worse_score_is_discarded_however_short_the_code() =>
        Assert.Equal(ExperimentStatus.Discarded, Plain(2.0001, 2.0, tokens: -1000).Status);

    [Fact]
    public void What_is_kept_against_an_incumbent_is_strictly_better() =>
        Gen.Select(AnyNumber, Gen.Double[-1e6, 1e6], AnyDirection)
            .Sample(
                (value, incumbent, direction) =>
                {
                    var kept = Plain(value, incumbent, direction).Status == ExperimentStatus.Kept;
                    return kept == (double.IsFinite(value) && (direction == Direction.Lower ? value < incumbent : value > incumbent));
                }
            );

    [Fact]
    public void Of_two_scores_at_most_one_beats_the_other() =>
        Gen.Select(AnyNumber, AnyNumber, AnyDirection)
            .Sample((a, b, direction) => !(KeepRule.IsBetter(a, b, direction) && KeepRule.IsBetter(b, a, direction)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_number_is_diverged(double value) => Assert.Equal(ExperimentStatus.Diverged, Plain(value, 2.0).Status);

    [Fact]
    public void An_incumbent_of_several_runs_is_compared_by_its_mean_and_the_reason_names_it()
    {
        // From before program.md said 'Runs: 1'.
        var question = Ask([1.95], incumbent: [2.0, 1.9, 1.8], settings: new KeepSettings(Runs: 1));
        Assert.Equal(new Decision(ExperimentStatus.Discarded, "worse: 1.9500 against 1.9000 (+2.63 %) on one seed"), Decide(question));
    }

    private static Decision Plain(
        double value,
        double incumbent,
        Direction direction = Direction.Lower,
        int tokens = 0,
        double worth = 0
    ) => Decide(Ask([value], [incumbent], new KeepSettings(Runs: 1, TokenWorth: worth), direction, Noise.Unknown, tokens));
}
