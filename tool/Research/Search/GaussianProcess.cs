using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>
/// A Gaussian process over settings (Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", 2.2) with a
/// <see cref="MaternKernel"/>, of those lengths under which the results are likeliest (5.4). In units of the results' own standard
/// deviation; far losses are squashed, so that a disaster does not set the scale.
/// </summary>
internal sealed class GaussianProcess
{
    // The lengths, as fractions of the range.
    private const double Shortest = 0.05;
    private const double Longest = 20;
    private const int Rounds = 2;

    // The lengths are fitted to so many results, the first of them.
    private const int MostToFit = 50;
    private static readonly double[] Factors = [0.45, 2.2];

    // Beyond so many deviations a loss is no worse.
    private const double Worst = 3;
    private const double LeastVariance = 1e-4;

    private readonly double[][] places;
    private readonly MaternKernel kernel;
    private readonly double scale;
    private readonly double mean;
    private readonly double[] weights;

    // The rows of the Cholesky factor of the covariance, each up to the diagonal.
    private readonly double[][] factor;

    // The matrices are small: threads would cost more than they save, beside a training that needs them.
    static GaussianProcess() => Control.UseSingleThread();

    /// <param name="settings">What was measured, and what failed; those that tell most first.</param>
    /// <param name="areChoices">Whether each knob's values have no order.</param>
    /// <param name="noise">The standard deviation of a measured height.</param>
    public GaussianProcess(IReadOnlyList<KnobSetting> settings, IReadOnlyList<bool> areChoices, double noise)
    {
        places = [.. settings.Select(setting => setting.Places.ToArray())];
        var measured = settings.Where(setting => double.IsFinite(setting.Height)).Select(setting => setting.Height).Order().ToList();
        mean = measured[measured.Count / 2];
        // Half of the results lie within 0.67 deviations of the median.
        var spread = (measured[3 * measured.Count / 4] - measured[measured.Count / 4]) / 1.35;
        scale = Math.Max(spread, Math.Max(noise, 1e-12));
        var values = Vector<double>.Build.Dense(settings.Count, i =>
            Squashed(double.IsFinite(settings[i].Height) ? (settings[i].Height - mean) / scale : -Worst)
        );
        var variances = settings
            .Select(setting => ((noise * noise / (scale * scale) / setting.Runs) + LeastVariance) / Math.Max(setting.Weight, 1e-3))
            .ToArray();
        kernel = new MaternKernel(Fit(areChoices, values.SubVector(0, Math.Min(values.Count, MostToFit)), variances), areChoices);
        var cholesky = kernel.Covariance(places, i => variances[i]).Cholesky();
        weights = cholesky.Solve(values).ToArray();
        factor = [.. Enumerable.Range(0, settings.Count).Select(row => cholesky.Factor.Row(row, 0, row + 1).ToArray())];
    }

    /// <summary>The height that is expected at places, in units of the metric, and its standard deviation.</summary>
    public (double Mean, double Deviation) Predict(IReadOnlyList<double> at)
    {
        // Forward substitution (Rasmussen and Williams, algorithm 2.1): the explained part of the variance is the square of what it gives.
        var explained = new double[places.Length];
        var (value, variance) = (0.0, 1.0);
        for (var i = 0; i < places.Length; i++)
        {
            var near = kernel.Between(places[i], at);
            value += near * weights[i];
            var row = factor[i];
            for (var j = 0; j < i; j++)
                near -= row[j] * explained[j];
            explained[i] = near / row[i];
            variance -= explained[i] * explained[i];
        }

        variance = Math.Max(1e-9, variance);
        return (mean + (scale * Unsquashed(value)), scale * Math.Sqrt(variance) * Stretch(value));
    }

    // Beginning with lengths that grow with the number of knobs, since all distances do; a length is likely to be within a factor of e of
    // that.
    private double[] Fit(IReadOnlyList<bool> areChoices, Vector<double> values, double[] variances)
    {
        var fitted = places[..values.Count];
        var usual = 0.5 * Math.Sqrt(places[0].Length);
        var best = Enumerable.Repeat(usual, places[0].Length).ToArray();
        var likeliest = Likelihood(best);
        foreach (var factor in Factors)
            Try([.. best.Select(length => length * factor)]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var knob = 0; knob < best.Length; knob++)
            {
                foreach (var factor in Factors)
                {
                    var tried = (double[])best.Clone();
                    tried[knob] = Math.Clamp(tried[knob] * factor, Shortest, Longest);
                    Try(tried);
                }
            }
        }

        return best;

        void Try(double[] tried)
        {
            var likelihood = Likelihood(tried);
            if (likelihood > likeliest)
                (best, likeliest) = (tried, likelihood);
        }

        double Likelihood(double[] tried)
        {
            var factor = new MaternKernel(tried, areChoices).Covariance(fitted, i => variances[i]).Cholesky();
            return (-0.5 * values.DotProduct(factor.Solve(values)))
                - (0.5 * factor.DeterminantLn)
                - tried.Sum(length => 0.5 * Math.Pow(Math.Log(length / usual), 2));
        }
    }

    // Up to the median as it is; losses ever less.
    private static double Squashed(double value) => value >= 0 ? value : -Worst * (1 - Math.Exp(value / Worst));

    // By how much a small difference grows where a value is unsquashed.
    private static double Stretch(double value) => value >= 0 ? 1 : 1 / Math.Max(0.1, 1 + (value / Worst));

    private static double Unsquashed(double value) => value >= 0 ? value : Worst * Math.Log(Math.Max(1e-3, 1 + (value / Worst)));
}
