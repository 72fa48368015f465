using AutoResearch.Research.Search;
using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Benchmarks.Search;

/// <summary>
/// Fills the space between measured settings: a Gaussian process with a <see cref="MaternKernel"/>, the lengths being those under which the
/// measurements are likeliest.
/// </summary>
internal sealed class Surrogate
{
    private const int MostToFit = 250;
    private const int Rounds = 3;
    private static readonly double[] Factors = [0.4, 0.7, 1.4, 2.5];

    private readonly IReadOnlyList<double[]> places;
    private readonly double mean;
    private readonly double scale;
    private readonly MaternKernel kernel;
    private readonly Vector<double> weights;

    /// <param name="places">Where the knobs of each setting stand, 0 to 1.</param>
    /// <param name="scores">What each scored.</param>
    /// <param name="noise">The standard deviation of a score.</param>
    public Surrogate(IReadOnlyList<double[]> places, IReadOnlyList<double> scores, double noise)
    {
        this.places = places;
        mean = scores.Average();
        scale = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        var standard = scores.Select(score => (score - mean) / scale).ToList();
        var variance = Math.Pow(noise / scale, 2) + 1e-4;
        kernel = new MaternKernel(Fit([.. places.Take(MostToFit)], [.. standard.Take(MostToFit)], variance));
        weights = kernel.Covariance(places, _ => variance).Cholesky().Solve(Vector<double>.Build.DenseOfEnumerable(standard));
    }

    public double Predict(IReadOnlyList<double> at)
    {
        var sum = 0.0;
        for (var i = 0; i < places.Count; i++)
            sum += weights[i] * kernel.Between(places[i], at);
        return mean + (scale * sum);
    }

    /// <summary>The distance of two settings, in lengths.</summary>
    public double Distance(IReadOnlyList<double> one, IReadOnlyList<double> other) => kernel.Distance(one, other);

    private static double[] Fit(double[][] places, double[] scores, double variance)
    {
        var lengths = Enumerable.Repeat(1.0, places[0].Length).ToArray();
        var best = LogLikelihood(places, scores, lengths, variance);
        for (var round = 0; round < Rounds; round++)
        {
            for (var knob = 0; knob < lengths.Length; knob++)
            {
                foreach (var factor in Factors)
                {
                    var tried = (double[])lengths.Clone();
                    tried[knob] = Math.Clamp(tried[knob] * factor, 0.05, 20);
                    var likelihood = LogLikelihood(places, scores, tried, variance);
                    if (likelihood > best)
                        (best, lengths) = (likelihood, tried);
                }
            }
        }

        return lengths;
    }

    private static double LogLikelihood(double[][] places, double[] scores, double[] lengths, double variance)
    {
        var factor = new MaternKernel(lengths).Covariance(places, _ => variance).Cholesky();
        var values = Vector<double>.Build.DenseOfArray(scores);
        return (-0.5 * values.DotProduct(factor.Solve(values))) - (0.5 * factor.DeterminantLn);
    }
}
