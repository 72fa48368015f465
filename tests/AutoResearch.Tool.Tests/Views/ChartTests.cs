using AutoResearch.Reports.Html;
using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests.Views;

public class ChartTests
{
    [Fact]
    public void Ticks_are_round_and_few() =>
        Assert.Equal([1.9, 1.95, 2, 2.05], new ChartScale(1.87, 2.06, 0, 100).Ticks(5), (a, b) => Math.Abs(a - b) < 1e-9);

    [Fact]
    public void Ticks_lie_within_any_scale() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[1, 12])
            .Sample(
                (low, span, most) =>
                {
                    var scale = new ChartScale(low, low + span, 0, 100);
                    var ticks = scale.Ticks(most);
                    Assert.InRange(ticks.Count, 0, most + 1);
                    Assert.All(ticks, tick => Assert.InRange(scale.At(tick), 0, 100));
                }
            );

    [Fact]
    public void The_whole_course_is_in_range_and_one_bad_candidate_does_not_flatten_it()
    {
        IReadOnlyList<ExperimentRecord> records =
        [
            Records.One(1, metric: 2.0),
            Records.One(2, metric: 1.9),
            Records.One(3, ExperimentStatus.Discarded, metric: 900),
            Records.One(4, ExperimentStatus.Discarded, metric: 1.95),
        ];
        var (low, high) = ProgressRange.Of(records);
        Assert.True(low < 1.9 && high is > 2.0 and < 2.2);
    }

    [Fact]
    public void Any_scores_have_a_range() =>
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Bool)
            .List[1, 20]
            .Sample(scores =>
            {
                var records = scores
                    .Select(
                        (score, index) =>
                            Records.One(index + 1, score.Item2 ? ExperimentStatus.Kept : ExperimentStatus.Discarded, metric: score.Item1)
                    )
                    .ToList();
                var (low, high) = ProgressRange.Of(records);
                Assert.True(low < high);
                Assert.All(records.Where(record => record.Status.IsMerged()), record => Assert.InRange(record.Metric!.Value, low, high));
            });

    [Fact]
    public void Labels_do_not_overlap() =>
        Gen.Select(Gen.Double[0, 900], Gen.Double[0, 300])
            .List[0, 60]
            .Sample(points =>
            {
                var labels = new ChartLabels(0);
                var placed = points
                    .Select(point => (point, Text: labels.Place(point.Item1, point.Item2, ["Raise the width of everything", "12"])))
                    .Where(label => label.Text is not null)
                    .Select(label =>
                        (To: label.point.Item1 - 9, From: label.point.Item1 - 9 - (label.Text!.Length * 5.9), Y: label.point.Item2)
                    )
                    .ToList();
                for (var i = 0; i < placed.Count; i++)
                {
                    Assert.True(placed[i].From >= -1e-9);
                    for (var j = 0; j < i; j++)
                        Assert.True(
                            Math.Abs(placed[i].Y - placed[j].Y) >= 12
                                || placed[i].To <= placed[j].From + 1e-9
                                || placed[j].To <= placed[i].From + 1e-9
                        );
                }
            });
}
