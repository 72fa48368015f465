using AutoResearch.Research.Keeping;
using CsCheck;

namespace AutoResearch.Tests.EarlyStopping;

public class LearningCurveTests
{
    private static readonly Gen<LearningCurve> AnyCurve = Gen.Select(Gen.Double[0, 1], Gen.Double[-10, 10])
        .List[1, 60]
        .Select(points => new LearningCurve([
            .. points.OrderBy(point => point.Item1).Select(point => new LossPoint(point.Item1, point.Item2)),
        ]));

    [Fact]
    public void The_average_of_a_loss_that_stays_is_that_loss()
    {
        var smoothed = Curves.Smooth(_ => 2.5).At(0.5)!.Value;
        Assert.Equal(2.5, smoothed.Value, 9);
        Assert.Equal(0, smoothed.StandardError, 9);
    }

    [Fact]
    public void The_average_lies_among_the_losses_so_far() =>
        Gen.Select(AnyCurve, Gen.Double[0, 1])
            .Sample(
                (curve, progress) =>
                {
                    if (curve.At(progress) is not { } smoothed)
                        return true;
                    var losses = curve.Points.Where(point => point.Progress <= progress).Select(point => point.Loss).ToList();
                    return smoothed.Value >= losses.Min() - 1e-9 && smoothed.Value <= losses.Max() + 1e-9;
                }
            );

    [Fact]
    public void What_comes_later_changes_nothing() =>
        Gen.Select(AnyCurve, Gen.Double[0, 1])
            .Sample(
                (curve, progress) =>
                    curve.At(progress) == new LearningCurve([.. curve.Points.Where(point => point.Progress <= progress)]).At(progress)
            );

    [Fact]
    public void A_few_reports_are_no_average()
    {
        var curve = Curves.Smooth(Curves.Usual, reports: 3);
        Assert.All([0, 0.5, 1], progress => Assert.Null(curve.At(progress)));
        Assert.Null(new LearningCurve([]).At(1));
    }

    [Fact]
    public void Noisy_batches_average_out_and_say_how_far()
    {
        var random = new Random(1);
        var off = Enumerable.Range(0, 500).Select(_ => Curves.Noisy(_ => 2, random).At(0.5)!.Value).ToList();
        var scatter = Math.Sqrt(off.Average(smoothed => Math.Pow(smoothed.Value - 2, 2)));
        // 0.07 of a batch over 48 batches, and 0.01 of the run.
        Assert.InRange(scatter, 0.012, 0.016);
        Assert.InRange(off.Average(smoothed => smoothed.StandardError), 0.009, 0.011);
    }
}
