using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class CovarianceTests
{
    private const string Source =
        "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 5; [Knob(0, 10, Step = 5)] const int Coarse = 5; }";

    private static SearchNormal Minimise(Func<double[], double> score, double[] start, int generations)
    {
        var normal = new SearchNormal(start.Length, 0.15);
        normal.Begin(start);
        var random = new Random(1);
        for (var generation = 0; generation < generations; generation++)
        {
            var drawn = Enumerable.Range(0, normal.Population).Select(_ => normal.Draw(random, new double[start.Length])).ToList();
            normal.Learn([.. drawn.OrderBy(score)]);
        }

        return normal;
    }

    [Fact]
    public void The_sphere_is_found_from_any_corner()
    {
        var normal = Minimise(at => at.Sum(x => (x - 0.4) * (x - 0.4)), [0.9, 0.1, 0.9, 0.1, 0.9], 60);
        Assert.All(normal.Mean, place => Assert.InRange(place, 0.395, 0.405));
    }

    // A hundred times as steep across the diagonal as along it: turned one at a time, both knobs crawl.
    [Fact]
    public void A_narrow_valley_that_lies_askew_is_followed_to_its_end()
    {
        var normal = Minimise(at => Math.Pow(at[0] + at[1] - 1.2, 2) + (0.01 * Math.Pow(at[0] - at[1] - 0.4, 2)), [0.2, 0.9], 60);
        Assert.InRange(normal.Mean[0], 0.78, 0.82);
        Assert.InRange(normal.Mean[1], 0.38, 0.42);
    }

    [Fact]
    public void The_default_size_of_a_generation_is_that_of_the_tutorial() =>
        Assert.Equal([6, 10, 13], ((int[])[2, 10, 24]).Select(dimensions => new SearchNormal(dimensions, 0.15).Population));

    [Fact]
    public void Before_a_generation_is_full_it_has_no_idea() =>
        Assert.Null(new CovarianceAdaptation().Suggest(new Past().Discarded(0.1, new KnobChange("A", 4, 5)).Before(Source)));

    [Fact]
    public void It_goes_where_generations_were_better_whoever_made_them()
    {
        var past = new Past();
        for (var i = 0; i < 28; i++)
        {
            var a = 4 + (i % 7 * 0.8) - 2.4;
            past.Discarded((a - 4) / 10, new KnobChange("A", 4, a), new KnobChange("B", 5, 5 + (i % 3) - 1));
        }

        var raised = Enumerable
            .Range(1, 20)
            .Select(seed => new CovarianceAdaptation().Suggest(past.Before(Source, seed)))
            .Count(idea => idea?.Why.Contains("aise A", StringComparison.Ordinal) == true);
        Assert.InRange(raised, 15, 20);
    }

    [Fact]
    public void A_knob_of_few_values_still_changes_at_times()
    {
        var past = new Past();
        for (var i = 0; i < 60; i++)
            past.Discarded(-0.01 * i, new KnobChange("A", 4, 4 + (0.01 * (i + 1))));
        var turned = Enumerable
            .Range(1, 200)
            .Select(seed => new CovarianceAdaptation().Suggest(past.Before(Source, seed)))
            .Count(idea => idea?.Why.Contains("Coarse", StringComparison.Ordinal) == true);
        Assert.InRange(turned, 1, 199);
    }

    [Fact]
    public void Failures_are_the_worst_of_their_generation()
    {
        var past = new Past();
        for (var i = 0; i < 14; i++)
            past.Add(
                i % 2 == 0 ? ExperimentStatus.Diverged : ExperimentStatus.Discarded,
                -0.1,
                "random",
                new KnobChange("A", 4, i % 2 == 0 ? 8 : 3)
            );
        var raised = Enumerable
            .Range(1, 20)
            .Select(seed => new CovarianceAdaptation().Suggest(past.Before(Source, seed)))
            .Count(idea => idea?.Why.Contains("aise A", StringComparison.Ordinal) == true);
        Assert.InRange(raised, 0, 10);
    }
}
