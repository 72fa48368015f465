using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Tests;

public class DriftTests
{
    private static readonly ExperimentRecord[] Ledger =
    [
        Records.One(metric: 2.0),
        Records.One(2, ExperimentStatus.Discarded, metric: 2.1),
        Records.One(3, metric: 1.8),
        Records.One(4, ExperimentStatus.Simplified, metric: 1.8),
    ];

    [Fact]
    public void A_gain_that_carries_over_is_no_drift() =>
        AssertEqual([(3, 0)], DriftPoint.Of(Ledger, new Dictionary<int, double> { [1] = 4.0, [3] = 3.6 }, Direction.Lower));

    [Fact]
    public void A_gain_that_half_carries_over_is_drift_in_either_direction_of_the_metric()
    {
        // 10 % on validation, 5 % on the held-out split.
        AssertEqual(
            [(3, 0.05), (4, 0.1)],
            DriftPoint.Of(
                Ledger,
                new Dictionary<int, double>
                {
                    [1] = 4.0,
                    [3] = 3.8,
                    [4] = 4.0,
                },
                Direction.Lower
            )
        );
        var higher = Ledger.Select(record => record with { Metric = 4.0 - record.Metric }).ToList();
        AssertEqual([(3, 0.05)], DriftPoint.Of(higher, new Dictionary<int, double> { [1] = 4.0, [3] = 4.2 }, Direction.Higher));
    }

    [Fact]
    public void Without_held_out_scores_there_is_nothing_to_show()
    {
        Assert.Empty(DriftPoint.Of(Ledger, new Dictionary<int, double>(), Direction.Lower));
        Assert.Empty(DriftPoint.Of(Ledger, new Dictionary<int, double> { [3] = 3.6 }, Direction.Lower));
        Assert.Empty(DriftPoint.Of([], new Dictionary<int, double> { [1] = 4.0 }, Direction.Lower));
        Assert.Empty(DriftPoint.Of(Ledger, new Dictionary<int, double> { [1] = 0, [3] = 3.6 }, Direction.Lower));
    }

    [Fact]
    public void What_was_measured_under_other_conditions_is_left_out()
    {
        var other = Ledger.Append(Records.One(5) with { Conditions = new Conditions("x", "5 minutes", "cpu"), IsBaseline = true }).ToList();
        Assert.Empty(
            DriftPoint.Of(
                other,
                new Dictionary<int, double>
                {
                    [1] = 4.0,
                    [3] = 3.8,
                    [5] = 4.0,
                },
                Direction.Lower
            )
        );
    }

    private static void AssertEqual((int Experiment, double Gap)[] expected, IReadOnlyList<DriftPoint> actual)
    {
        Assert.Equal(expected.Select(point => point.Experiment), actual.Select(point => point.Experiment));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Gap, pair.Second.Gap, 1e-12));
    }
}
