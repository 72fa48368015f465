using AutoResearch.Research.Keeping;
using CsCheck;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Tests.Keeping;

public class ComparisonTests
{
    private static readonly Gen<double[]> AnyScores = Gen.Double[-10, 10].Array[2, 8];

    [Fact]
    public void The_p_value_is_that_of_the_textbooks_example()
    {
        // Two batches of screws of six each, weighed: t = 1.959 with 10 degrees of freedom, two-sided p = 0.07857.
        double[] first = [30.02, 29.99, 30.11, 29.97, 30.01, 29.99];
        double[] second = [29.89, 29.93, 29.72, 29.98, 30.02, 29.98];
        Assert.Equal(0.07857 / 2, Compare(first, second, Direction.Higher).PValue(), 1e-5);
        Assert.Equal(1 - (0.07857 / 2), Compare(first, second, Direction.Lower).PValue(), 1e-5);
    }

    [Fact]
    public void Without_correlation_it_is_Students_test_of_two_samples() =>
        Gen.Select(AnyScores, AnyScores, Gen.Double[-1, 1])
            .Sample(
                (candidate, incumbent, gain) =>
                {
                    var (n, m) = (candidate.Length, incumbent.Length);
                    var squares =
                        candidate.Sum(score => Math.Pow(score - candidate.Average(), 2))
                        + incumbent.Sum(score => Math.Pow(score - incumbent.Average(), 2));
                    var error = Math.Sqrt(squares / (n + m - 2) * ((1.0 / n) + (1.0 / m)));
                    var t = (candidate.Average() - incumbent.Average() - gain) / error;
                    Assert.Equal(1 - StudentT.CDF(0, 1, n + m - 2, t), Compare(candidate, incumbent, Direction.Higher).PValue(gain), 1e-9);
                }
            );

    [Fact]
    public void What_speaks_for_the_candidate_speaks_as_much_against_the_incumbent() =>
        Gen.Select(AnyScores, AnyScores, Gen.Double[-5, 5], Gen.Enum<Direction>())
            .Sample(
                (candidate, incumbent, gain, direction) =>
                    Assert.Equal(
                        1,
                        Compare(candidate, incumbent, direction).PValue(gain) + Compare(incumbent, candidate, direction).PValue(-gain),
                        1e-12
                    )
            );

    [Fact]
    public void Asking_for_more_gain_is_less_sure() =>
        Gen.Select(AnyScores, AnyScores, Gen.Double[-5, 5], Gen.Double[0, 5])
            .Sample(
                (candidate, incumbent, gain, more) =>
                {
                    var comparison = Compare(candidate, incumbent, Direction.Lower);
                    return comparison.PValue(gain) <= comparison.PValue(gain + more);
                }
            );

    [Fact]
    public void Without_noise_a_difference_is_certain_and_a_tie_undecided()
    {
        var noise = new Noise(0, 5, 0);
        Assert.Equal(0, new Comparison(Questions.Runs(1.9), Questions.Runs(2.0, 2.0), Direction.Lower, noise).PValue());
        Assert.Equal(1, new Comparison(Questions.Runs(2.1), Questions.Runs(2.0, 2.0), Direction.Lower, noise).PValue());
        Assert.Equal(0.5, new Comparison(Questions.Runs(2.0), Questions.Runs(2.0, 2.0), Direction.Lower, noise).PValue());
    }

    [Fact]
    public void The_reference_is_the_incumbents_mean_where_seeds_say_nothing() =>
        Assert.Equal(
            2.0,
            new Comparison(Questions.Runs(1.5), Questions.Runs(1.9, 2.0, 2.1), Direction.Lower, new Noise(0.1, 5, 0)).Reference,
            1e-12
        );

    [Fact]
    public void Where_seeds_are_lucky_for_both_the_reference_is_moved_by_how_the_incumbent_fared_on_the_candidates_seeds()
    {
        // On the first seed it scored 0.1 less than on average, half of which the candidate would have had, too.
        var noise = new Noise(0.1, 5, 0.5);
        Assert.Equal(1.95, new Comparison(Questions.Runs(1.5), Questions.Runs(1.9, 2.0, 2.1), Direction.Lower, noise).Reference, 1e-12);
        // A seed that the incumbent was not run on says nothing.
        Assert.Equal(2.0, new Comparison([new SeedScore(99, 1.5)], Questions.Runs(1.9, 2.0, 2.1), Direction.Lower, noise).Reference, 1e-12);
    }

    [Fact]
    public void What_the_incumbent_was_kept_for_counts_by_its_weight()
    {
        var comparison = new Comparison(
            Questions.Runs(1.5),
            Questions.Runs(1.9, 2.0),
            Direction.Lower,
            new Noise(0.1, 5, 0),
            new EarlierRuns(2.1, 2)
        );
        Assert.Equal(4, comparison.IncumbentWeight);
        Assert.Equal((1.9 + 2.0 + (2 * 2.1)) / 4, comparison.Reference, 1e-12);
        Assert.Equal(1 - StudentT.CDF(0, 1, 5, (2.025 - 1.5) / (0.1 * Math.Sqrt(1 + 0.25))), comparison.PValue(), 1e-12);
    }

    [Fact]
    public void Common_seeds_make_the_same_difference_surer()
    {
        double[] candidate = [1.9, 2.0],
            incumbent = [2.0, 2.1];
        Assert.True(
            Compare(candidate, incumbent, Direction.Lower, correlation: 0.8).PValue()
                < Compare(candidate, incumbent, Direction.Lower).PValue()
        );
    }

    [Fact]
    public void The_standard_error_on_common_seeds_is_that_of_many_drawn_comparisons()
    {
        // Two of the incumbent's four seeds are the candidate's: the z-scores of equal programs have standard deviation 1.
        const double correlation = 0.6;
        var random = new Random(3);
        var noise = new Noise(1, 1_000_000, correlation);
        var squares = Enumerable
            .Range(0, 20_000)
            .Select(_ =>
            {
                var shared = Enumerable.Range(0, 4).Select(_ => Workload.Normal(random)).ToArray();
                var comparison = new Comparison(
                    Questions.Runs([.. shared[..2].Select(Score)]),
                    Questions.Runs([.. shared.Select(Score)]),
                    Direction.Higher,
                    noise
                );
                return Math.Pow(Normal.InvCDF(0, 1, comparison.PValue()), 2);
            })
            .Average();
        Assert.InRange(squares, 0.96, 1.04);

        double Score(double shared) => (Math.Sqrt(correlation) * shared) + (Math.Sqrt(1 - correlation) * Workload.Normal(random));
    }

    [Fact]
    public void Seeds_won_are_counted_on_common_ones_only()
    {
        Assert.Equal(
            (1, 2),
            new Comparison(Questions.Runs(1.9, 2.1), Questions.Runs(2.0, 2.0, 2.0), Direction.Lower, Noise.Unknown).SeedsWon
        );
        Assert.Equal((0, 0), new Comparison([new SeedScore(99, 1.0)], Questions.Runs(2.0), Direction.Lower, Noise.Unknown).SeedsWon);
    }

    private static Comparison Compare(double[] candidate, double[] incumbent, Direction direction, double correlation = 0) =>
        new(
            Questions.Runs(candidate),
            Questions.Runs(incumbent),
            direction,
            new NoisePool().Add(candidate).Add(incumbent).Estimate() with
            {
                Correlation = correlation,
            }
        );
}
