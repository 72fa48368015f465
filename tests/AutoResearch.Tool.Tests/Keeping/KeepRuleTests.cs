using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests;

public class KeepRuleTests
{
    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Double[-1e6, 1e6], Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity), Gen.Const(0.0));

    private static readonly Gen<Direction> AnyDirection = Gen.Bool.Select(lower => lower ? Direction.Lower : Direction.Higher);

    [Fact]
    public void A_lower_loss_is_kept() =>
        Assert.Equal(ExperimentStatus.Kept, KeepRule.Decide(new Measurement(1.9, 2.0, Direction.Lower)).Status);

    [Fact]
    public void A_lower_accuracy_is_discarded() =>
        Assert.Equal(ExperimentStatus.Discarded, KeepRule.Decide(new Measurement(0.90, 0.91, Direction.Higher)).Status);

    [Fact]
    public void No_difference_is_discarded() =>
        Assert.Equal(ExperimentStatus.Discarded, KeepRule.Decide(new Measurement(2.0, 2.0, Direction.Lower)).Status);

    [Fact]
    public void The_reason_names_both_numbers() =>
        Assert.Equal("better: 1.9000 against 2.0000 (-5.00 %) on one seed", KeepRule.Decide(new Measurement(1.9, 2.0, Direction.Lower)).Reason);

    [Fact]
    public void What_is_kept_against_an_incumbent_is_strictly_better() =>
        Gen.Select(AnyNumber, Gen.Double[-1e6, 1e6], AnyDirection).Sample((value, incumbent, direction) =>
        {
            var kept = KeepRule.Decide(new Measurement(value, incumbent, direction)).Status == ExperimentStatus.Kept;
            return kept == (double.IsFinite(value) && (direction == Direction.Lower ? value < incumbent : value > incumbent));
        });

    [Fact]
    public void Of_two_scores_at_most_one_beats_the_other() =>
        Gen.Select(AnyNumber, AnyNumber, AnyDirection).Sample((a, b, direction) =>
            !(KeepRule.IsBetter(a, b, direction) && KeepRule.IsBetter(b, a, direction)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_number_is_diverged_even_for_a_baseline(double value) =>
        Assert.Equal(ExperimentStatus.Diverged, KeepRule.Decide(new Measurement(value, null, Direction.Lower)).Status);
}
