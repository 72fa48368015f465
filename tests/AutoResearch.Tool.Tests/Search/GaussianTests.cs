using System.Text.RegularExpressions;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class GaussianTests
{
    private const string Source =
        "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 5; [Knob(0, 10)] const double Idle = 5; }";

    // A wave in the first knob; the second changes nothing.
    private static IReadOnlyList<KnobSetting> Wave(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => (double[])[random.NextDouble(), random.NextDouble()])
                .Select(at => new KnobSetting(at, Math.Sin(5 * at[0]), 1)),
        ];
    }

    [Fact]
    public void Where_it_was_measured_without_noise_it_says_what_was_measured()
    {
        var settings = Wave(30);
        var process = new GaussianProcess(settings, [false, false], 0);
        Assert.All(settings, setting => Assert.Equal(setting.Height, process.Predict(setting.Places).Mean, 1));
    }

    [Fact]
    public void Between_it_predicts_whatever_a_knob_does_that_changes_nothing()
    {
        var process = new GaussianProcess(Wave(40), [false, false], 0.01);
        for (var idle = 0.1; idle < 1; idle += 0.2)
            Assert.Equal(Math.Sin(2.5), process.Predict([0.5, idle]).Mean, 0.15);
    }

    [Fact]
    public void Far_from_what_was_measured_it_is_less_sure()
    {
        var process = new GaussianProcess([.. Wave(40).Where(setting => setting.Places[0] < 0.5)], [false, false], 0.01);
        Assert.True(process.Predict([0.95, 0.5]).Deviation > 2 * process.Predict([0.25, 0.5]).Deviation);
    }

    [Fact]
    public void A_disaster_does_not_set_the_scale()
    {
        var process = new GaussianProcess([.. Wave(30), new KnobSetting([0.9, 0.9], -1000, 1)], [false, false], 0.01);
        Assert.True(process.Predict([0.3, 0.5]).Mean > process.Predict([0.75, 0.5]).Mean + 0.5);
    }

    [Fact]
    public void With_few_results_it_looks_around_in_a_third_of_the_knobs()
    {
        const string Nine = "class C { [Knob(0, 10)] const double A = 4, B = 5, C = 5, D = 1, E = 9, F = 5, G = 5, H = 5, I = 0; }";
        for (var seed = 1; seed <= 20; seed++)
        {
            var idea = new GaussianSearch().Suggest(new Past().Discarded(0.1, new KnobChange("A", 4, 5)).Before(Nine, seed))!;
            var turned = KnobChange.Between(Nine, idea.Files[Past.FileName]);
            Assert.Equal(3, turned.Count);
            Assert.All(turned, change => Assert.InRange(Math.Abs(change.To.Number!.Value - change.From.Number!.Value), 0.7, 4));
            Assert.EndsWith(": a first look around, several knobs at once", idea.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_mean_of_several_runs_counts_for_more_than_one_run()
    {
        KnobSetting[] around = [new([0.2], 0, 1, 4), new([0.8], 1, 1, 4), new([0.9], 0.9, 1, 4), new([0.3], 0.1, 1, 4)];
        var (one, four) = (With(1), With(4));
        Assert.InRange(four.Mean, one.Mean + 0.01, 3);
        Assert.InRange(four.Deviation, 0, one.Deviation);

        (double Mean, double Deviation) With(int runs) =>
            new GaussianProcess([.. around, new([0.5], 3, 1, runs)], [false], 0.5).Predict([0.5]);
    }

    [Fact]
    public void It_proposes_what_promises_most_and_says_what_it_expects()
    {
        var past = new Past();
        for (var i = 0; i < 16; i++)
        {
            var a = 1 + (i % 8);
            past.Discarded((9 - Math.Pow(a - 7, 2)) / 100, new KnobChange("A", 4, a + 0.1), new KnobChange("Idle", 5, 1 + (i % 5)));
        }

        var ideas = Enumerable.Range(1, 10).Select(seed => new GaussianSearch().Suggest(past.Before(Source, seed))!).ToList();
        Assert.InRange(ideas.Count(idea => idea.Why.Contains("aise A", StringComparison.Ordinal)), 8, 10);
        Assert.Contains(ideas, idea => Regex.IsMatch(idea.Why, @": expected \S+ % ± \S+ % better val_bpb$"));
    }
}
