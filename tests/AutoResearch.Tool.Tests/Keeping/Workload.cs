namespace AutoResearch.Tests.Keeping;

/// <summary>Candidates and noise to drive the keep rule with.</summary>
/// <param name="Gain">By how many noise units a candidate is better than the incumbent.</param>
/// <param name="Noise">The noise of one run, with standard deviation 1.</param>
/// <param name="Correlation">How much of the noise a seed brings to every program alike.</param>
/// <param name="Drift">By how many noise units all scores get better over a session.</param>
internal sealed record Workload(string Name, Func<Random, double> Gain, Func<Random, double> Noise, double Correlation = 0, double Drift = 0)
{
    private static readonly double[] Sizes = [0.5, 1, 2, 4];

    public static Workload Always(string name, double gain, double correlation = 0) => new(name, _ => gain, Normal, correlation);

    /// <summary>10 % of the candidates are better, 30 % change nothing, 60 % are worse: by 0.5, 1, 2 or 4 noise units.</summary>
    public static double Mixed(Random random) => random.NextDouble() switch
    {
        < 0.1 => Sizes[random.Next(Sizes.Length)],
        < 0.4 => 0,
        _ => -Sizes[random.Next(Sizes.Length)],
    };

    /// <summary>The same with nothing that is clearly worse: 10 % better, 90 % change nothing.</summary>
    public static double MixedWithEqual(Random random) => random.NextDouble() < 0.1 ? Sizes[random.Next(Sizes.Length)] : 0;

    public static double Normal(Random random) => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);

    /// <summary>Student's t with 3 degrees of freedom, scaled to standard deviation 1: one run in fifty is beyond three.</summary>
    public static double HeavyTailed(Random random) => MathNet.Numerics.Distributions.StudentT.Sample(random, 0, 1, 3) / Math.Sqrt(3);

    public static double None(Random random) => 0;
}
