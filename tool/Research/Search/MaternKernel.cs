using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>The Matérn kernel of 5/2 with a length for each knob (Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning",
/// 4.2).</summary>
internal static class MaternKernel
{
    /// <summary>How alike two settings score, 0 to 1.</summary>
    public static double Between(IReadOnlyList<double> one, IReadOnlyList<double> other, IReadOnlyList<double> lengths)
    {
        var root = Math.Sqrt(5) * Distance(one, other, lengths);
        return (1 + root + (root * root / 3)) * Math.Exp(-root);
    }

    /// <summary>The distance of two settings, in lengths.</summary>
    public static double Distance(IReadOnlyList<double> one, IReadOnlyList<double> other, IReadOnlyList<double> lengths)
    {
        var sum = 0.0;
        for (var i = 0; i < lengths.Count; i++)
        {
            var step = (one[i] - other[i]) / lengths[i];
            sum += step * step;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The covariance of measured settings.</summary>
    /// <param name="variance">That of the noise of a setting, by its index.</param>
    public static Matrix<double> Covariance(IReadOnlyList<double[]> places, IReadOnlyList<double> lengths, Func<int, double> variance)
    {
        var covariance = Matrix<double>.Build.Dense(places.Count, places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            covariance[i, i] = 1 + variance(i);
            for (var j = 0; j < i; j++)
                covariance[i, j] = covariance[j, i] = Between(places[i], places[j], lengths);
        }

        return covariance;
    }
}
