namespace AutoResearch.Research;

/// <summary>What the false discovery rate remembers of a candidate.</summary>
/// <param name="Screening">The p-value of its first run.</param>
/// <param name="Kept">It was kept as better.</param>
internal readonly record struct Tested(double Screening, bool Kept);

/// <summary>
/// The level at which the next candidate is tested, so that of all that is kept over a session of any length, at most a given
/// fraction is expected to be no better than what it replaced.
/// <para>
/// ADDIS, algorithm 1 of Tian and Ramdas, "ADDIS: an adaptive discarding algorithm for online FDR control with conservative nulls"
/// (NeurIPS 2019). A session begins with a little wealth; each keep earns more, and each candidate that was neither clearly worse
/// nor promising spends some. Clearly worse candidates cost nothing.
/// </para>
/// </summary>
internal static class FalseDiscovery
{
    /// <summary>λ: a candidate whose first run has a larger p-value is not promising, and not run again.</summary>
    public const double PromisingLevel = 0.2;

    /// <summary>τ: a candidate whose first run has a larger p-value is discarded by the procedure: it neither spends nor earns.</summary>
    public const double DiscardLevel = 0.5;

    // γ of the paper, Σ γ(j) = 1: its authors' choice of exponent. 2.2858 is ζ(1.6).
    private const double Exponent = 1.6;
    private const double Normalization = 2.2857657;

    /// <param name="tested">The candidates so far, under the same conditions, in order.</param>
    /// <param name="rate">The false discovery rate: 0.05 for 95 % confidence.</param>
    /// <returns>The level of the next test: its p-value has to be at most this.</returns>
    public static double Level(IEnumerable<Tested> tested, double rate)
    {
        // How many have spent since the start, and since each keep.
        var spent = 0;
        var keeps = new List<int>();
        foreach (var (screening, kept) in tested)
        {
            if (kept)
                keeps.Add(spent);
            else if (screening is > PromisingLevel and <= DiscardLevel)
                spent++;
        }

        var initial = rate / 2;
        var wealth = initial * Spending(spent);
        for (var i = 0; i < keeps.Count; i++)
            wealth += (i == 0 ? rate - initial : rate) * Spending(spent - keeps[i]);
        return Math.Min(PromisingLevel, (DiscardLevel - PromisingLevel) * wealth);
    }

    private static double Spending(int index) => Math.Pow(index + 1, -Exponent) / Normalization;
}
