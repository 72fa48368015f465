using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Keeping;

/// <summary>
/// A kept candidate was chosen for its score, so the score is better than the candidate is: the winner's curse. This estimates by how much.
/// </summary>
internal static class WinnersCurse
{
    private const double Tolerance = 1e-9;

    /// <summary>
    /// How much of a measured gain is luck, in its units and with its sign. While little is known of the noise, even a gain of many times
    /// the noise passes only just; so at most its z-score's worth of noise counts as luck.
    /// </summary>
    /// <param name="error">The gain's standard error; infinite where it is not known.</param>
    /// <param name="p">The p-value that it was kept with.</param>
    /// <param name="level">The level that the p-value had to be at most.</param>
    public static double Luck(double gain, double error, double p, double level)
    {
        var part = LuckyPart(p, level);
        return part == 0 ? 0 : part * Math.CopySign(Math.Min(Math.Abs(gain), -Normal.InvCDF(0, 1, p) * error), gain);
    }

    /// <summary>
    /// The part of a measured gain that is luck, from 0 to 1. The gain's z-score is taken half-way back to the estimate that maximizes the
    /// likelihood given that it was kept: the conditional likelihood of Ghosh, Zou and Wright, "Estimating odds ratios in genome scans"
    /// (American Journal of Human Genetics 82, 2008), which alone corrects too much near the threshold.
    /// </summary>
    /// <param name="p">The p-value that it was kept with.</param>
    /// <param name="level">The level that the p-value had to be at most.</param>
    public static double LuckyPart(double p, double level)
    {
        if (p <= 0)
            return 0;
        var z = -Normal.InvCDF(0, 1, p);
        var threshold = -Normal.InvCDF(0, 1, level);
        if (z <= 0)
            return 1;
        return (z - Math.Max(0, Conditional(z, threshold))) / 2 / z;
    }

    // The mean μ of a normal variable with deviation 1 whose expectation, given that it exceeds the threshold, is z: it has the largest
    // conditional likelihood. E[Z | Z > c] = μ + φ(c - μ) / Φ(μ - c) grows with μ.
    private static double Conditional(double z, double threshold)
    {
        var (low, high) = (0.0, z);
        while (high - low > Tolerance)
        {
            var middle = (low + high) / 2;
            var expected = middle + (Normal.PDF(0, 1, threshold - middle) / Normal.CDF(0, 1, middle - threshold));
            if (expected > z)
                high = middle;
            else
                low = middle;
        }

        return low;
    }
}
