using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>The normal distribution of CMA-ES, with the names and the default parameters of Hansen's tutorial.</summary>
internal sealed class SearchNormal
{
    private readonly int dimensions;
    private readonly double[] weights;
    private readonly double effective;
    private readonly double pathRate;
    private readonly double pathDamping;
    private readonly double rankOnePathRate;
    private readonly double rankOneRate;
    private readonly double rankManyRate;
    private readonly double usualLength;

    private Vector<double> mean;
    private Vector<double> path;
    private Vector<double> rankOnePath;
    private Matrix<double> covariance;
    private Matrix<double> axes;
    private Vector<double> lengths;
    private double deviation;
    private int generation;

    public SearchNormal(int dimensions, double deviation)
    {
        (this.dimensions, this.deviation) = (dimensions, deviation);
        double n = dimensions;
        Population = 4 + (int)(3 * Math.Log(Math.Max(1, n)));
        var raw = Enumerable.Range(1, Population / 2).Select(i => Math.Log((Population + 1) / 2.0) - Math.Log(i)).ToList();
        weights = [.. raw.Select(weight => weight / raw.Sum())];
        effective = 1 / weights.Sum(weight => weight * weight);
        pathRate = (effective + 2) / (n + effective + 5);
        pathDamping = 1 + (2 * Math.Max(0, Math.Sqrt((effective - 1) / (n + 1)) - 1)) + pathRate;
        rankOnePathRate = (4 + (effective / n)) / (n + 4 + (2 * effective / n));
        rankOneRate = 2 / (((n + 1.3) * (n + 1.3)) + effective);
        rankManyRate = Math.Min(1 - rankOneRate, 2 * (effective - 2 + (1 / effective)) / (((n + 2) * (n + 2)) + effective));
        usualLength = Math.Sqrt(n) * (1 - (1 / (4 * n)) + (1 / (21 * n * n)));
        mean = Vector<double>.Build.Dense(dimensions);
        path = Vector<double>.Build.Dense(dimensions);
        rankOnePath = Vector<double>.Build.Dense(dimensions);
        covariance = Matrix<double>.Build.DenseIdentity(dimensions);
        axes = Matrix<double>.Build.DenseIdentity(dimensions);
        lengths = Vector<double>.Build.Dense(dimensions, 1);
    }

    /// <summary>How many settings make a generation (λ).</summary>
    public int Population { get; }

    /// <summary>Where its centre is (m), 0 to 1 in each dimension.</summary>
    public IReadOnlyList<double> Mean => mean.ToArray();

    public void Begin(IReadOnlyList<double> start) => mean = Vector<double>.Build.DenseOfEnumerable(start);

    /// <summary>Learns from the settings of a generation, the best first.</summary>
    public void Learn(IReadOnlyList<IReadOnlyList<double>> ranked)
    {
        generation++;
        var whitening = axes * Matrix<double>.Build.DenseOfDiagonalVector(1 / lengths) * axes.Transpose();
        var steps = ranked.Take(weights.Length).Select(places => Step(places, whitening)).ToList();
        var mostWeighed = weights.Take(steps.Count).ToList();
        var step = steps
            .Zip(mostWeighed)
            .Aggregate(Vector<double>.Build.Dense(dimensions), (sum, next) => sum + (next.Second * next.First));
        mean = (mean + (deviation * step)).Map(place => Math.Clamp(place, 0, 1));

        path = ((1 - pathRate) * path) + (Math.Sqrt(pathRate * (2 - pathRate) * effective) * (whitening * step));
        var isStalled =
            path.L2Norm() / Math.Sqrt(1 - Math.Pow(1 - pathRate, 2 * generation)) >= (1.4 + (2.0 / (dimensions + 1))) * usualLength;
        rankOnePath =
            ((1 - rankOnePathRate) * rankOnePath) + (isStalled ? 0 : Math.Sqrt(rankOnePathRate * (2 - rankOnePathRate) * effective)) * step;
        var forgotten = isStalled ? rankOneRate * rankOnePathRate * (2 - rankOnePathRate) : 0;
        covariance =
            ((1 + forgotten - rankOneRate - (rankManyRate * mostWeighed.Sum())) * covariance)
            + (rankOneRate * rankOnePath.OuterProduct(rankOnePath));
        foreach (var (one, weight) in steps.Zip(mostWeighed))
            covariance += rankManyRate * weight * one.OuterProduct(one);
        deviation = Math.Min(1, deviation * Math.Exp(pathRate / pathDamping * ((path.L2Norm() / usualLength) - 1)));
        Decompose();
    }

    /// <summary>A setting, 0 to 1 in each dimension.</summary>
    /// <param name="floor">The smallest standard deviation in each dimension.</param>
    public double[] Draw(Random random, IReadOnlyList<double> floor)
    {
        var standard = Vector<double>.Build.Dense(dimensions, _ => Normal.Sample(random, 0, 1));
        var step = axes * lengths.PointwiseMultiply(standard);
        return
        [
            .. Enumerable
                .Range(0, dimensions)
                .Select(i => mean[i] + (step[i] * Math.Max(deviation, floor[i] / Math.Sqrt(covariance[i, i]))))
                .Select(place => Math.Clamp(place, 0, 1)),
        ];
    }

    // A setting that this distribution did not draw may lie far out: it counts as one at the end of what it would draw.
    private Vector<double> Step(IReadOnlyList<double> places, Matrix<double> whitening)
    {
        var step = (Vector<double>.Build.DenseOfEnumerable(places) - mean) / deviation;
        var length = (whitening * step).L2Norm();
        var longest = Math.Sqrt(dimensions) + (2.0 * dimensions / (dimensions + 2));
        return length > longest ? step * (longest / length) : step;
    }

    private void Decompose()
    {
        covariance = (covariance + covariance.Transpose()) / 2;
        var decomposition = covariance.Evd(Symmetricity.Symmetric);
        axes = decomposition.EigenVectors;
        lengths = decomposition.EigenValues.Real().Map(value => Math.Sqrt(Math.Max(value, 1e-12)));
    }
}
