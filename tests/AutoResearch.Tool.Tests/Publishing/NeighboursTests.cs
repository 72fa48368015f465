using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Tests.Publishing;

/// <summary>Which failed tries are told of, and which experiments are published.</summary>
public sealed class NeighboursTests
{
    [Fact]
    public void Those_with_the_same_knobs_come_before_the_latest_others()
    {
        // 13 turned TableRate, 7 and 8 MatrixRate.
        Assert.Equal(
            [2, 4, 5, 7, 8, 10, 11, 13, 15],
            NearbyExperiments.Of(Ideas.Research, Ideas.Research[15]).Select(record => record.Number)
        );
        var many = Enumerable
            .Range(1, 40)
            .Select(number => Ideas.Research[number is 3 or 4 ? 7 : 9] with { Number = number })
            .Append(Ideas.Research[15] with { Number = 41 })
            .ToList();
        Assert.Equal([3, 4, 33, 34, 35, 36, 37, 38, 39, 40], NearbyExperiments.Of(many, many[40]).Select(record => record.Number));
    }

    [Fact]
    public void Kept_ones_baselines_interrupted_ones_and_those_of_other_conditions_are_none()
    {
        IReadOnlyList<ExperimentRecord> records =
        [
            Records.One(),
            Records.One(2, ExperimentStatus.Simplified),
            Records.One(3, ExperimentStatus.Interrupted, metric: null),
            Records.One(4, ExperimentStatus.Discarded) with
            {
                Conditions = new Conditions("other", "60 seconds", "cpu"),
            },
            Records.One(5, ExperimentStatus.BuildFailed, metric: null),
            Records.One(6),
            Records.One(7, ExperimentStatus.Discarded),
        ];
        Assert.Equal(5, Assert.Single(NearbyExperiments.Of(records, records[5])).Number);
    }

    [Fact]
    public void The_best_is_the_best_score_of_those_that_compare_and_no_baseline()
    {
        Assert.Equal(16, PublishChoice.Best(Ideas.Research, Direction.Lower)!.Number);
        Assert.Equal(3, PublishChoice.Best(Ideas.Research, Direction.Higher)!.Number);
        Assert.Null(PublishChoice.Best([Records.One()], Direction.Lower));
        var moved = Ideas
            .Research.Append(Records.One(17) with { IsBaseline = true, Conditions = new Conditions("new", "60 seconds", "cpu") })
            .ToList();
        Assert.Null(PublishChoice.Best(moved, Direction.Lower));
    }

    [Fact]
    public void All_that_was_kept_is_what_was_merged_but_for_baselines() =>
        Assert.Equal([3, 6, 9, 12, 14, 16], PublishChoice.AllKept(Ideas.Research).Select(record => record.Number));
}
