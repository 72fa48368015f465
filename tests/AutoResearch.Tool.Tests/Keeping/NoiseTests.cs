using AutoResearch.Research.Keeping;
using CsCheck;

namespace AutoResearch.Tests.Keeping;

public class NoiseTests
{
    private static readonly Gen<double[]> AnyGroup = Gen.Double[-100, 100].Array[1, 6];

    [Fact]
    public void One_group_gives_the_standard_deviation_of_the_textbook()
    {
        // Mean 5, squares 32, over 8 - 1.
        var noise = new NoisePool().Add([2, 4, 4, 4, 5, 5, 7, 9]).Estimate();
        Assert.Equal(Math.Sqrt(32.0 / 7), noise.Deviation, 1e-12);
        Assert.Equal(7, noise.DegreesOfFreedom);
    }

    [Fact]
    public void Groups_are_pooled_by_the_formula_of_the_textbook() =>
        AnyGroup
            .List[1, 8]
            .Sample(groups =>
            {
                var freedom = groups.Sum(group => group.Length - 1);
                var noise = groups.Aggregate(new NoisePool(), (pool, group) => pool.Add(group)).Estimate();
                Assert.Equal(freedom, noise.DegreesOfFreedom);
                if (freedom == 0)
                    return;
                // s² = Σ (n - 1) s² / Σ (n - 1)
                var variance =
                    groups
                        .Where(group => group.Length > 1)
                        .Sum(group => (group.Length - 1) * MathNet.Numerics.Statistics.Statistics.Variance(group)) / freedom;
                Assert.Equal(Math.Sqrt(variance), noise.Deviation, 1e-9 * Math.Max(1, noise.Deviation));
            });

    [Fact]
    public void A_group_of_one_adds_nothing() =>
        Gen.Select(AnyGroup, Gen.Double[-100, 100], Gen.Double[-100, 100])
            .Sample(
                (group, one, other) =>
                {
                    var pool = new NoisePool().Add(group);
                    Assert.Equal(pool, pool.Add([one]));
                    Assert.Equal(pool, pool.AddPaired([one], [other]));
                    Assert.Equal(pool, pool.Add([]));
                }
            );

    [Fact]
    public void Nothing_is_known_before_a_program_ran_twice()
    {
        Assert.False(new NoisePool().Estimate().IsKnown);
        Assert.False(new NoisePool().Add([1.0]).Add([2.0]).Estimate().IsKnown);
        Assert.True(new NoisePool().Add([1.0, 1.0]).Estimate().IsKnown);
    }

    [Fact]
    public void Equal_scores_have_no_noise_whatever_the_number() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Int[2, 12])
            .Sample((score, count) => new NoisePool().Add([.. Enumerable.Repeat(score, count)]).Estimate().Deviation == 0);

    [Fact]
    public void Pairs_add_only_the_first_ones_noise()
    {
        // That of the other program was added already.
        var noise = new NoisePool().AddPaired([1.0, 3.0], [10.0, 90.0]).Estimate();
        Assert.Equal(Math.Sqrt(2), noise.Deviation, 1e-12);
        Assert.Equal(1, noise.DegreesOfFreedom);
    }

    [Fact]
    public void Seeds_that_are_lucky_for_one_program_only_show_no_correlation() =>
        Assert.InRange(Correlation(groups: 400, truth: 0), 0, 0.06);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Seeds_that_are_lucky_for_both_programs_show_by_how_much(double truth) =>
        Assert.InRange(Correlation(groups: 400, truth), truth - 0.06, truth + 0.06);

    [Fact]
    public void A_correlation_from_few_pairs_is_taken_for_less_and_one_of_many_never_for_all()
    {
        Assert.Equal(3.0 / 9, new NoisePool().AddPaired([1, 2, 3, 4], [1, 2, 3, 4]).Estimate().Correlation, 1e-12);
        Assert.Equal(0.9, Correlation(groups: 400, truth: 1));
    }

    [Fact]
    public void Seeds_that_are_lucky_for_one_and_unlucky_for_the_other_are_no_help() =>
        Assert.Equal(0, new NoisePool().AddPaired([1, 2, 3, 4], [4, 3, 2, 1]).Estimate().Correlation);

    private static double Correlation(int groups, double truth)
    {
        var random = new Random(1);
        var pool = new NoisePool();
        for (var i = 0; i < groups; i++)
        {
            var shared = Draw();
            pool = pool.AddPaired(Mixed(shared), Mixed(shared));
        }

        return pool.Estimate().Correlation;

        double[] Draw() => [.. Enumerable.Range(0, 4).Select(_ => Workload.Normal(random))];
        double[] Mixed(double[] shared) =>
            [.. shared.Zip(Draw(), (common, own) => (Math.Sqrt(truth) * common) + (Math.Sqrt(1 - truth) * own))];
    }
}
