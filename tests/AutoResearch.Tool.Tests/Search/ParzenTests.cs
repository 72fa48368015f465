using System.Text.RegularExpressions;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Search;

public sealed class ParzenTests
{
    private const string Source =
        "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 5; [Knob(0, 10)] const double Idle = 5; }";

    private static readonly IReadOnlyList<Dial> One = Dial.Of(
        new Dictionary<string, string> { [""] = "class C { [Knob(0, 10)] const double A = 4; }" }
    );

    private static IReadOnlyList<KnobSetting> Settings(IEnumerable<double> places) =>
        [.. places.Select(place => new KnobSetting([place], 0, 1))];

    [Fact]
    public void A_density_of_any_settings_has_the_same_integral() =>
        Gen.Double[0, 1]
            .List[0, 8]
            .Sample(
                places =>
                {
                    var density = new ParzenDensity(One, Settings(places));
                    var integral = Enumerable.Range(0, 1000).Average(i => Math.Exp(density.Log([(i + 0.5) / 1000])));
                    // But for the constant of the normal distribution.
                    Assert.Equal(Math.Sqrt(2 * Math.PI), integral, 2);
                },
                iter: 50,
                threads: 1
            );

    [Fact]
    public void Draws_are_as_frequent_as_the_density_says()
    {
        var density = new ParzenDensity(One, Settings([0.1, 0.15, 0.8]));
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 4000).Select(_ => density.Draw(random)[0]).ToList();
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var expected =
                Enumerable.Range(0, 100).Average(i => Math.Exp(density.Log([(tenth + ((i + 0.5) / 100)) / 10])))
                / 10
                / Math.Sqrt(2 * Math.PI);
            var share = drawn.Count(place => place >= tenth / 10.0 && place < (tenth + 1) / 10.0) / 4000.0;
            Assert.InRange(share, expected - 0.03, expected + 0.03);
        }
    }

    [Fact]
    public void With_few_results_it_has_no_idea() =>
        Assert.Null(new TreeParzen().Suggest(new Past().Discarded(0.1, new KnobChange("A", 4, 5)).Before(Source)));

    [Fact]
    public void It_proposes_what_is_like_the_best_and_says_what_it_expects()
    {
        var past = new Past();
        for (var i = 0; i < 24; i++)
        {
            var a = 1 + (i % 8);
            past.Discarded((9 - Math.Pow(a - 7, 2)) / 100, new KnobChange("A", 4, a + 0.1), new KnobChange("Idle", 5, 1 + (i % 5)));
        }

        var ideas = Enumerable.Range(1, 20).Select(seed => new TreeParzen().Suggest(past.Before(Source, seed))!).ToList();
        Assert.InRange(ideas.Count(idea => idea.Why.Contains("aise A", StringComparison.Ordinal)), 18, 20);
        Assert.Contains(ideas, idea => Regex.IsMatch(idea.Why, @": expected \S+ % ± \S+ % better val_bpb$"));
    }

    [Fact]
    public void It_stays_away_from_where_runs_fail()
    {
        var past = new Past();
        for (var i = 0; i < 12; i++)
            past.Add(
                    ExperimentStatus.Diverged,
                    null,
                    "random",
                    new KnobChange("A", 4, 8 + (0.1 * i)),
                    new KnobChange("B", 5, 5 + (0.1 * i))
                )
                .Discarded(-0.01, new KnobChange("A", 4, 3 + (0.1 * i)), new KnobChange("B", 5, 4 + (0.1 * i)));
        var ideas = Enumerable.Range(1, 20).Select(seed => new TreeParzen().Suggest(past.Before(Source, seed))!).ToList();
        Assert.InRange(ideas.Count(idea => Regex.IsMatch(idea.Why, "aise A from 4 to ([89]|7)")), 0, 3);
    }
}
