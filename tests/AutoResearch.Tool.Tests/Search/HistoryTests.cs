using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class HistoryTests
{
    private const string Source =
        "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 5; [Knob(0, 10)] const double Idle = 5; }";

    // The score is -(A - 7)² / 100 - (B - 3)² / 100: A should be 3 more, B 2 less.
    private static Past Measured()
    {
        var past = new Past();
        foreach (var (a, b) in (ReadOnlySpan<(double, double)>)[(5, 5), (3, 5), (4, 6), (4, 4), (6, 5), (4, 2.5), (2.5, 5), (4, 7)])
        {
            var gain = ((9 - Math.Pow(a - 7, 2)) / 100) + ((4 - Math.Pow(b - 3, 2)) / 100);
            past.Discarded(
                gain,
                [.. new[] { new KnobChange("A", 4, a), new KnobChange("B", 5, b) }.Where(change => change.From != change.To)]
            );
        }

        return past.Discarded(0, new KnobChange("Idle", 5, 8));
    }

    [Fact]
    public void With_few_results_it_has_no_idea() =>
        Assert.Null(new HistorySearch().Suggest(new Past().Discarded(0.1, new KnobChange("A", 4, 5)).Before(Source)));

    [Fact]
    public void The_surface_knows_which_way_each_knob_goes()
    {
        var state = Measured().Before(Source);
        var surface = ResponseSurface.Fit(state.Dials, state.Trials, HistorySearch.Fewest)!;
        Assert.InRange(surface.Best(state.Dials[0]), 0.55, 0.8);
        Assert.InRange(surface.Best(state.Dials[1]), 0.2, 0.42);
        var (better, _) = surface.Predict([new Turn(state.Dials[0], 6)]);
        var (worse, _) = surface.Predict([new Turn(state.Dials[0], 2)]);
        Assert.True(better > 0 && worse < 0, $"{better}, {worse}");
    }

    [Fact]
    public void What_was_measured_is_more_certain_than_what_was_not()
    {
        var state = Measured().Before(Source);
        var surface = ResponseSurface.Fit(state.Dials, state.Trials, HistorySearch.Fewest)!;
        Assert.True(surface.Predict([new Turn(state.Dials[0], 5)]).Deviation < surface.Predict([new Turn(state.Dials[2], 3)]).Deviation);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void A_score_that_never_moves_says_nothing(double? noise)
    {
        var past = new Past { Noise = noise };
        for (var place = 0.5; place < 10; place++)
            past.Discarded(0, new KnobChange("A", 4, place));
        Assert.Null(new HistorySearch().Suggest(past.Before(Source)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void A_score_that_mostly_stands_still_gives_numbers(double? noise)
    {
        var past = new Past { Noise = noise };
        for (var place = 0.5; place < 10; place++)
            past.Discarded(place < 1 ? -0.2 : 0, new KnobChange("A", 4, place));
        var state = past.Before(Source);
        var surface = ResponseSurface.Fit(state.Dials, state.Trials, HistorySearch.Fewest)!;
        Assert.All(state.Dials, dial => Assert.True(double.IsFinite(surface.Best(dial))));
        var (mean, deviation) = surface.Predict([new Turn(state.Dials[0], 2)]);
        Assert.True(double.IsFinite(mean) && double.IsFinite(deviation), $"{mean} ± {deviation}");
    }

    [Fact]
    public void It_puts_together_what_helped_and_says_how_much_it_expects()
    {
        var idea = new HistorySearch().Suggest(Measured().Before(Source))!;
        Assert.Matches(@"([Rr]aise A from 4|[Ll]ower B from 5).*: 9 results predict \S+ % ± \S+ % better val_bpb$", idea.Why);
    }

    [Fact]
    public void It_does_not_go_where_everything_got_worse()
    {
        var past = new Past();
        foreach (var place in (double[])[1, 2, 3, 5, 6, 7, 8])
            past.Discarded(-Math.Pow(place - 4, 2) / 10, new KnobChange("A", 4, place))
                .Discarded(-Math.Pow(place - 4, 2) / 10, new KnobChange("B", 5, place + 1), new KnobChange("Idle", 5, place + 1));
        Assert.Null(new HistorySearch().Suggest(past.Before(Source)));
    }
}
