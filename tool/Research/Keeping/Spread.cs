using MathNet.Numerics.Statistics;

namespace AutoResearch.Research.Keeping;

/// <summary>How far scores of the same program lie apart.</summary>
internal static class Spread
{
    /// <summary>Their standard deviation, with n - 1 degrees of freedom, in units of the metric; null of fewer than two.</summary>
    public static double? Of(IReadOnlyList<double> scores) => scores.Count > 1 ? scores.StandardDeviation() : null;
}
