using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class DirectionTests
{
    private static string? Suggest(Past past, double a = 4, double b = 5) =>
        new DirectionSearch()
            .Suggest(
                past.Before(
                    FormattableString.Invariant($"class C {{ [Knob(0, 10)] const double A = {a}; [Knob(0, 10)] const double B = {b}; }}")
                )
            )
            ?.Why;

    [Fact]
    public void Without_results_it_has_no_idea() => Assert.Null(Suggest(new Past()));

    [Fact]
    public void What_helped_is_carried_on_with_a_longer_step() =>
        Assert.Equal(
            "Raise A from 4 to 5.6: the last raise improved val_bpb by 2 %",
            Suggest(new Past().Kept(0.04, new KnobChange("A", 3, 4)))
        );

    [Fact]
    public void A_streak_is_told() =>
        Assert.Equal(
            "Raise A from 4 to 5.6: the last 2 raises improved val_bpb by 2.1 % and 1 %",
            Suggest(new Past().Kept(0.04, new KnobChange("A", 2, 3)).Kept(0.02, new KnobChange("A", 3, 4)))
        );

    [Fact]
    public void A_cut_that_helped_is_followed_by_a_cut() =>
        Assert.StartsWith("Lower A from 4 to 2.4: the last cut improved", Suggest(new Past().Kept(0.04, new KnobChange("A", 5, 4))));

    [Fact]
    public void What_hurt_is_turned_back_from_with_a_shorter_step() =>
        Assert.Equal(
            "Lower A from 4 to 3: the last raise worsened val_bpb by 2 %, so the other way",
            Suggest(new Past().Discarded(-0.04, new KnobChange("A", 4, 6)))
        );

    [Fact]
    public void Between_two_sides_that_hurt_it_goes_to_the_top_of_the_parabola()
    {
        // f(x) = bx - cx² with f(2) = -0.02 and f(-2) = -0.18: its top is at 0.8.
        var why = Suggest(new Past().Discarded(-0.18, new KnobChange("A", 4, 2)).Discarded(-0.02, new KnobChange("A", 4, 6)));
        Assert.StartsWith("Raise A from 4 to 4.8: the last raise worsened val_bpb by 1 %, so less far", why);
    }

    [Fact]
    public void Between_two_sides_that_hurt_alike_nothing_is_left() =>
        Assert.Null(Suggest(new Past().Discarded(-0.1, new KnobChange("A", 4, 2)).Discarded(-0.1, new KnobChange("A", 4, 6))));

    [Fact]
    public void What_failed_is_turned_back_from() =>
        Assert.Equal(
            "Lower A from 4 to 3: the last raise ended as out-of-memory, so the other way",
            Suggest(new Past().Add(ExperimentStatus.OutOfMemory, null, "random", new KnobChange("A", 4, 6)))
        );

    [Fact]
    public void A_change_within_the_noise_tells_no_direction() =>
        Assert.Null(Suggest(new Past().Discarded(-0.001, new KnobChange("A", 4, 6))));

    [Fact]
    public void The_knob_that_gained_most_comes_first() =>
        Assert.StartsWith("Lower B", Suggest(new Past().Kept(0.02, new KnobChange("A", 3, 4)).Kept(0.2, new KnobChange("B", 6, 5))));
}
