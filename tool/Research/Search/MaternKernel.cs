using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>The Matérn kernel of 5/2 with a length for each knob (Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning",
/// 4.2).</summary>
/// <param name="lengths">One for each knob, as fractions of the range.</param>
/// <param name="areChoices">Whether each knob's values have no order: then any two of them are as far apart as the ends of a range. Null
/// where all have one.</param>
internal sealed class MaternKernel(IReadOnlyList<double> lengths, IReadOnlyList<bool>? areChoices = null)
{
    /// <summary>How alike two settings score, 0 to 1.</summary>
    public double Between(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        var root = Math.Sqrt(5) * Distance(one, other);
        return (1 + root + (root * root / 3)) * Math.Exp(-root);
    }

    /// <summary>The distance of two settings, in lengths.</summary>
    public double Distance(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        var sum = 0.0;
        for (var i = 0; i < lengths.Count; i++)
        {
            var apart = one[i] - other[i];
            if (apart != 0 && areChoices is not null && areChoices[i])
                apart = 1;
            var step = apart / lengths[i];
            sum += step * step;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The covariance of measured settings.</summary>
    /// <param name="variance">That of the noise of a setting, by its index.</param>
    public Matrix<double> Covariance(IReadOnlyList<double[]> places, Func<int, double> variance)
    {
        var covariance = Matrix<double>.Build.Dense(places.Count, places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            covariance[i, i] = 1 + variance(i);
            for (var j = 0; j < i; j++)
                covariance[i, j] = covariance[j, i] = Between(places[i], places[j]);
        }

        return covariance;
    }
}
