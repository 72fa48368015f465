using AutoResearch.Research.Keeping;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Tests.EarlyStopping;

/// <summary>Learning curves as the template draws them in a minute: about 240 losses from ln 256 down, each of a small batch.</summary>
internal static class Curves
{
    public const int Reports = 240;

    // ln 256: what a model that knows nothing of 256 bytes has.
    public const double Start = 5.545;

    private const double BatchNoise = 0.07;
    private const double SeedNoise = 0.01;

    /// <summary>The loss of the incumbent without noise: a power law, flattened at the end as a decaying learning rate does.</summary>
    public static double Usual(double progress) =>
        1.2 + ((Start - 1.2) * Math.Pow(1 + (60 * progress), -0.5)) - (0.1 * progress * progress);

    /// <summary>A curve without noise.</summary>
    public static LearningCurve Smooth(Func<double, double> loss, int reports = Reports, double until = 1) =>
        new([.. Progresses(reports).Where(progress => progress <= until).Select(progress => new LossPoint(progress, loss(progress)))]);

    /// <summary>A curve with the noise of batches, and a little that stays the same over a run.</summary>
    public static LearningCurve Noisy(Func<double, double> loss, Random random, int reports = Reports)
    {
        var luck = Normal.Sample(random, 0, SeedNoise);
        return new([
            .. Progresses(reports)
                .Select(
                    (progress, index) =>
                        new LossPoint(progress, loss(progress) + (index == 0 ? 0 : luck + Normal.Sample(random, 0, BatchNoise)))
                ),
        ]);
    }

    /// <summary>Several runs of the incumbent.</summary>
    public static List<LearningCurve> Incumbent(Random random, int runs = 4) =>
        [.. Enumerable.Range(0, runs).Select(_ => Noisy(Usual, random))];

    /// <summary>When a run is ended; null if it goes on to its end.</summary>
    public static Hopeless? Ended(this HopelessRun rule, LearningCurve run)
    {
        var watch = new RunWatch(rule);
        return run.Points.Select(watch.Add).FirstOrDefault(hopeless => hopeless is not null);
    }

    /// <summary>The same run with every loss changed.</summary>
    public static LearningCurve With(this LearningCurve curve, Func<LossPoint, double> loss) =>
        new([.. curve.Points.Select(point => point with { Loss = loss(point) })]);

    private static IEnumerable<double> Progresses(int reports) => Enumerable.Range(0, reports + 1).Select(index => index / (double)reports);
}
