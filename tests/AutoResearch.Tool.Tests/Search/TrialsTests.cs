using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class TrialsTests
{
    // After all of the past below.
    private const string Source = "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 7; }";

    private static IReadOnlyList<KnobTrial> Of(Past past, Direction direction = Direction.Lower) =>
        Trials.Of(
            past.Experiments,
            Dial.Of(new Dictionary<string, string> { [Past.FileName] = Source }),
            past.Incumbent.Conditions,
            direction
        );

    [Fact]
    public void Where_knobs_stood_follows_from_what_was_merged_since()
    {
        var trials = Of(
            new Past()
                .Discarded(-0.1, new KnobChange("A", 2, 9))
                .Kept(0.2, new KnobChange("A", 2, 4))
                .Discarded(-0.1, new KnobChange("B", 5, 1))
                .Kept(0.3, new KnobChange("B", 5, 7))
        );

        Assert.Equal(
            [
                [0.2, 0.5],
                [0.2, 0.5],
                [0.4, 0.5],
                [0.4, 0.5],
            ],
            trials.Select(trial => trial.Before)
        );
        Assert.Equal(
            [
                [0.9, 0.5],
                [0.4, 0.5],
                [0.4, 0.1],
                [0.4, 0.7],
            ],
            trials.Select(trial => trial.After)
        );
        Assert.Equal([-0.1, 0.2, -0.1, 0.3], trials.Select(trial => Math.Round(trial.Gain!.Value, 9)));
        Assert.Equal(
            [
                [0],
                [0],
                [1],
                [1],
            ],
            trials.Select(trial => trial.Turned)
        );
    }

    [Fact]
    public void How_good_each_was_is_told_from_what_stands_now()
    {
        var trials = Of(
            new Past()
                .Discarded(-0.1, new KnobChange("A", 2, 9))
                .Kept(0.2, new KnobChange("A", 2, 4))
                .Kept(0.5)
                .Discarded(-0.1, new KnobChange("B", 5, 1))
                .Kept(0.3, new KnobChange("B", 5, 7))
                .Discarded(0.1, new KnobChange("B", 7, 8))
        );
        // The change of code, worth 0.5, is in none of the differences between knobs.
        Assert.Equal([-0.6, -0.3, -0.4, 0, 0.1], trials.Select(trial => Math.Round(trial.Height!.Value, 9)));
    }

    [Fact]
    public void What_ran_beside_a_kept_change_is_told_from_where_it_began()
    {
        var past = new Past().Kept(0.2, new KnobChange("A", 2, 4)).Discarded(0.1, new KnobChange("B", 5, 7));
        // The second one began before the first one was kept.
        var beside = Of(new Past().Add(past.Experiments[1]).Add(past.Experiments[2] with { Unseen = 1 }))[1];
        Assert.Equal([0.2, 0.5], beside.Before);
        Assert.Equal([0.2, 0.7], beside.After);
        Assert.Equal(-0.1, beside.Height!.Value, 9);
    }

    [Fact]
    public void Where_more_is_better_a_larger_metric_is_the_gain() =>
        Assert.Equal(-0.2, Of(new Past().Kept(0.2, new KnobChange("A", 2, 4)), Direction.Higher)[0].Gain!.Value, 9);

    [Fact]
    public void What_turned_no_knob_that_there_is_tells_nothing() =>
        Assert.Empty(Of(new Past().Discarded(-0.1).Discarded(-0.1, new KnobChange("Gone", 1, 2))));

    [Fact]
    public void Another_budget_counts_less_and_another_lock_not_at_all()
    {
        var past = new Past();
        var conditions = past.Incumbent.Conditions;
        past.Discarded(-0.1, new KnobChange("A", 4, 5));
        var record = past.Experiments[^1];
        past.Add(record with { Conditions = conditions with { Budget = "5 minutes" } })
            .Add(record with { Conditions = conditions with { Lock = "ffff" } });

        Assert.Equal([1, 0.25], Of(past).Select(trial => trial.Weight));
    }

    [Fact]
    public void What_was_not_judged_has_no_gain()
    {
        var trials = Of(
            new Past()
                .Add(ExperimentStatus.Diverged, null, "random", new KnobChange("A", 4, 9))
                .Add(ExperimentStatus.Stopped, null, "random", new KnobChange("A", 4, 8))
        );
        Assert.All(trials, trial => Assert.Null(trial.Gain));
        Assert.Equal([true, false], trials.Select(trial => trial.Failed));
    }
}
