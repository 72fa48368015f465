namespace AutoResearch.Tests.Keeping;

/// <summary>Candidates and noise to drive the keep rule with.</summary>
/// <param name="Gain">By how many noise units a candidate is better than the incumbent.</param>
/// <param name="Noise">The noise of one run, with standard deviation 1.</param>
/// <param name="Correlation">How much of the noise a seed brings to every program alike.</param>
/// <param name="Drift">By how many noise units all scores get better in a hundred candidates, with nothing done.</param>
internal sealed record Workload(
    string Name,
    Func<Random, double> Gain,
    Func<Random, double> Noise,
    double Correlation = 0,
    double Drift = 0
)
{
    public static Workload Always(string name, double gain, Func<Random, double>? noise = null, double correlation = 0) =>
        new(name, _ => gain, noise ?? Normal, correlation);

    /// <summary>10 % of the candidates are better and the others are not, by amounts drawn from these, in noise units.</summary>
    /// <param name="equal">The fraction that changes nothing; what is left is worse.</param>
    public static Func<Random, double> Mixed(double equal, double[] gains, double[] losses) =>
        random =>
            random.NextDouble() switch
            {
                < 0.1 => gains[random.Next(gains.Length)],
                var draw when draw < 0.1 + equal => 0,
                _ => -losses[random.Next(losses.Length)],
            };

    public static double Normal(Random random) => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);

    /// <summary>Student's t with 3 degrees of freedom, scaled to standard deviation 1: one run in fifty is beyond three.</summary>
    public static double HeavyTailed(Random random) => MathNet.Numerics.Distributions.StudentT.Sample(random, 0, 1, 3) / Math.Sqrt(3);

    public static double None(Random random) => 0;
}
