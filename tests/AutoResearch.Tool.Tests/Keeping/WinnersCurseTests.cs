using AutoResearch.Research.Keeping;
using CsCheck;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Tests.Keeping;

public class WinnersCurseTests
{
    private const double Level = 0.05;

    private static readonly Gen<double> AnyLevel = Gen.Double[0.001, 0.2];

    [Fact]
    public void Luck_is_a_part_of_the_gain() =>
        Gen.Select(Gen.Double[0, 1], AnyLevel)
            .Sample((fraction, level) => WinnersCurse.LuckyPart(fraction * level, level) is >= 0 and <= 1);

    [Fact]
    public void The_surer_a_gain_the_less_of_it_is_luck() =>
        Gen.Select(Gen.Double[0.001, 1], Gen.Double[0.001, 1], AnyLevel)
            .Sample(
                (one, other, level) =>
                    WinnersCurse.LuckyPart(Math.Min(one, other) * level, level)
                    <= WinnersCurse.LuckyPart(Math.Max(one, other) * level, level) + 1e-6
            );

    [Fact]
    public void A_gain_beyond_doubt_is_none_of_it_luck()
    {
        Assert.Equal(0, WinnersCurse.LuckyPart(0, Level));
        Assert.InRange(WinnersCurse.LuckyPart(1e-15, Level), 0, 0.001);
    }

    [Fact]
    public void A_gain_that_only_just_passed_is_half_of_it_luck() => Assert.Equal(0.5, WinnersCurse.LuckyPart(Level, Level), 1e-6);

    [Fact]
    public void No_gain_at_all_is_luck_altogether() => Assert.Equal(1, WinnersCurse.LuckyPart(0.5, Level));

    [Fact]
    public void Half_way_back_to_where_chance_would_have_made_it_look_as_good()
    {
        // The mean μ for which those that pass score z on average: μ + φ(c - μ) / Φ(μ - c) = z.
        const double mean = 1.5;
        var threshold = -Normal.InvCDF(0, 1, Level);
        var z = mean + (Normal.PDF(0, 1, threshold - mean) / Normal.CDF(0, 1, mean - threshold));
        Assert.Equal((z - mean) / 2 / z, WinnersCurse.LuckyPart(Normal.CDF(0, 1, -z), Level), 1e-6);
    }

    [Fact]
    public void A_gain_of_many_noise_units_that_only_just_passed_is_half_of_its_z_score_luck() =>
        Assert.Equal(-0.5 * 1.645 * 0.1, WinnersCurse.Luck(-10, 0.1, Level, Level), 1e-3);

    [Fact]
    public void Luck_is_no_more_than_the_part_of_the_gain_and_of_its_sign() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[0.001, 10], Gen.Double[0.001, 1])
            .Sample(
                (gain, error, fraction) =>
                {
                    var luck = WinnersCurse.Luck(gain, error, fraction * Level, Level);
                    return Math.Abs(luck) <= Math.Abs(gain) * WinnersCurse.LuckyPart(fraction * Level, Level) + 1e-12 && luck * gain >= 0;
                }
            );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_many_candidates_it_takes_most_of_the_luck_away(double truth)
    {
        var random = new Random(5);
        var threshold = -Normal.InvCDF(0, 1, Level);
        var kept = Enumerable.Range(0, 50_000).Select(_ => truth + Normal.Sample(random, 0, 1)).Where(z => z > threshold).ToList();
        var corrected = kept.Average(z => z * (1 - WinnersCurse.LuckyPart(Normal.CDF(0, 1, -z), Level)));
        Assert.True(
            Math.Abs(corrected - truth) < 0.6 * Math.Abs(kept.Average() - truth) + 0.15,
            $"{kept.Average():0.00} corrected to {corrected:0.00}"
        );
    }
}
