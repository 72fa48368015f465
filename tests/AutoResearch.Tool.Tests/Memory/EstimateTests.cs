using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Memory;

public class EstimateTests
{
    [Fact]
    public void Trials_of_one_size_and_noise_give_their_mean_and_its_standard_error()
    {
        var estimate = Estimate.Pool([(1, 0.01, 0.02), (1, 0.03, 0.02), (1, 0.02, 0.02), (1, 0.02, 0.02)])!;
        Assert.Equal((0.02, 0.01, 4), (estimate.Mean, Math.Round(estimate.Error!.Value, 12), estimate.Count));
        Assert.False(estimate.IsClear);
        Assert.True(Estimate.Pool([(1, 0.1, 0.02)])!.IsClear);
    }

    [Fact]
    public void Trials_that_scatter_more_than_their_noise_have_a_larger_error()
    {
        var estimate = Estimate.Pool([(1, 0.1, 0.01), (1, -0.1, 0.01)])!;
        Assert.Equal(0.1, estimate.Error!.Value, 9);
        Assert.False(estimate.IsClear);
    }

    [Fact]
    public void Without_a_noise_floor_the_scatter_tells_and_two_trials_tell_nothing()
    {
        Assert.Equal(0.1 / Math.Sqrt(3), Estimate.Pool([(1, 0.1, null), (1, 0.2, null), (1, 0.3, null)])!.Error!.Value, 9);
        Assert.Null(Estimate.Pool([(1, 0.1, null), (1, 0.3, null)])!.Error);
        Assert.False(Estimate.Pool([(1, 0.1, null), (1, 0.1, null)])!.IsClear);
        Assert.Null(Estimate.Pool([]));
    }

    [Fact]
    public void Where_runs_do_not_differ_one_trial_is_clear() => Assert.True(Estimate.Pool([(1, 0.1, 0)])!.IsClear);

    [Fact]
    public void A_gain_in_proportion_to_the_size_is_found_whatever_the_weights() =>
        Gen.Select(Gen.Double[-5, 5], Gen.Select(Gen.Double[0.1, 4], Gen.Double[0.01, 1]).List[1, 9])
            .Sample(
                (slope, trials) =>
                    Assert.Equal(
                        slope,
                        Estimate.Pool([.. trials.Select(trial => (trial.Item1, slope * trial.Item1, (double?)trial.Item2))])!.Mean,
                        9
                    )
            );

    [Theory]
    [InlineData(0.02, 0.04, 1, "a factor 2")]
    [InlineData(0.04, 0.01, 2, "a factor 2")]
    [InlineData(0.95, 0.98, 1, "0.03")]
    [InlineData(0, 0.2, 1, "0.2")]
    public void Knobs_that_are_turned_by_factors_are_measured_in_factors(double from, double to, double size, string unit)
    {
        var turn = new KnobChange("K", from, to);
        Assert.Equal((size, unit), (Math.Round(KnobUnit.Of([turn]).Size(turn), 9), KnobUnit.Of([turn]).ToString()));
    }

    [Fact]
    public void The_interval_of_a_rate_holds_it_and_stays_between_0_and_1() =>
        Gen.Int[1, 500]
            .SelectMany(tried => Gen.Int[0, tried].Select(kept => new KeptRate("", tried, kept, 0)))
            .Sample(rate =>
            {
                var (low, high) = rate.Interval;
                Assert.InRange(rate.Kept / (double)rate.Tried, low - 1e-12, high + 1e-12);
                Assert.True(low >= 0 && high <= 1);
            });

    [Fact]
    public void The_interval_of_a_rate_is_Wilson_s()
    {
        var (low, high) = new KeptRate("", 10, 1, 0).Interval;
        Assert.Equal((0.0179, 0.4042), (Math.Round(low, 4), Math.Round(high, 4)));
    }
}
