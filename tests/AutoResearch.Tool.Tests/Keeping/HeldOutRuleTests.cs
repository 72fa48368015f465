using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Keeping;

public class HeldOutRuleTests
{
    [Fact]
    public void A_loss_is_clear_where_two_runs_differ_by_that_much_once_in_a_hundred()
    {
        // 2.326 · √2 · 0.01
        const double clear = 0.0329;
        Assert.False(KeepRule.IsClearlyWorseOnHeldOut(2.0 + clear - 0.0001, 2.0, 0.01, Direction.Lower));
        Assert.True(KeepRule.IsClearlyWorseOnHeldOut(2.0 + clear + 0.0001, 2.0, 0.01, Direction.Lower));
        Assert.False(KeepRule.IsClearlyWorseOnHeldOut(0.9 - clear + 0.0001, 0.9, 0.01, Direction.Higher));
        Assert.True(KeepRule.IsClearlyWorseOnHeldOut(0.9 - clear - 0.0001, 0.9, 0.01, Direction.Higher));
    }

    [Fact]
    public void What_is_no_worse_is_never_clearly_worse() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[0, 100], Gen.Double[0, 10], Gen.Enum<Direction>())
            .Sample(
                (incumbent, gain, noise, direction) =>
                    !KeepRule.IsClearlyWorseOnHeldOut(
                        direction == Direction.Lower ? incumbent - gain : incumbent + gain,
                        incumbent,
                        noise,
                        direction
                    )
            );

    [Fact]
    public void Without_a_noise_floor_nothing_is_clear() => Assert.False(KeepRule.IsClearlyWorseOnHeldOut(5.0, 2.0, null, Direction.Lower));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_number_is_clearly_worse_even_without_a_noise_floor(double value) =>
        Assert.True(KeepRule.IsClearlyWorseOnHeldOut(value, 2.0, null, Direction.Lower));

    [Fact]
    public void Any_loss_is_clear_where_the_noise_floor_is_zero()
    {
        Assert.True(KeepRule.IsClearlyWorseOnHeldOut(2.0001, 2.0, 0, Direction.Lower));
        Assert.False(KeepRule.IsClearlyWorseOnHeldOut(2.0, 2.0, 0, Direction.Lower));
    }

    [Fact]
    public void The_verdict_says_no_number_and_leaves_how_sure_it_was()
    {
        var kept = new Decision(
            ExperimentStatus.Kept,
            "better: 1.9000 against 2.0000 (-5.00 %), better on 2 of 2 seeds, 99.99 % sure; noise 0.0100",
            0.9999
        );
        var decision = KeepRule.WorseOnHeldOut(kept);
        Assert.Equal(ExperimentStatus.Discarded, decision.Status);
        Assert.DoesNotContain(decision.Reason, char.IsDigit);
        Assert.Contains("held-out", decision.Reason);
        Assert.Equal(kept.Confidence, decision.Confidence);
    }
}
