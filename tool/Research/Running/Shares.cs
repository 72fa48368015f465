namespace AutoResearch.Research.Running;

/// <summary>
/// How often each proposer of a mixture is asked, adapted to what pays. Its weight is the wanted share, times how often its proposals are
/// kept compared with the whole mixture's, over how long its experiments take compared with the mixture's. Both are shrunk towards the
/// mixture's, as if each proposer had made <see cref="PriorExperiments"/> average experiments before (the posterior mean of a beta-binomial
/// model: Gelman et al., Bayesian Data Analysis, section 2.4), so that little evidence moves little. The weight never falls below
/// <see cref="Floor"/> of the wanted share: what does not pay early may pay late.
/// </summary>
internal static class Shares
{
    private const double PriorExperiments = 8;

    // The kept rate that is assumed at first: one in ten is usual.
    private const double PriorRate = 0.1;
    private const double Floor = 0.1;

    // The number of latest choices over which the shares are balanced: shares change, and a backlog of long ago should not be made up in
    // one go.
    private const int Window = 20;

    /// <summary>One proposer's part in it.</summary>
    /// <param name="Wanted">The share that was asked for, of any scale.</param>
    /// <param name="Tried">Experiments that ended.</param>
    /// <param name="Kept">Of them, kept or simplified.</param>
    /// <param name="Seconds">What they took, proposing included.</param>
    /// <param name="Available">It can be asked.</param>
    public readonly record struct Part(string Name, double Wanted, int Tried, int Kept, double Seconds, bool Available);

    /// <summary>The shares in the order of the parts; they add up to 1 unless nobody is available. A part that is not available has
    /// 0.</summary>
    public static IReadOnlyList<double> Of(IReadOnlyList<Part> parts)
    {
        var tried = parts.Sum(part => part.Tried);
        var rate = (parts.Sum(part => part.Kept) + (PriorRate * PriorExperiments)) / (tried + PriorExperiments);
        // A second at least: what takes no time at all is not worth infinitely more.
        var seconds = Math.Max(1, tried == 0 ? 1 : parts.Sum(part => part.Seconds) / tried);
        var weights = parts
            .Select(part =>
            {
                if (!part.Available)
                    return 0;
                var weight = part.Tried + PriorExperiments;
                var own = (part.Kept + (PriorExperiments * rate)) / weight;
                var cost = (part.Seconds + (PriorExperiments * seconds)) / weight / seconds;
                return part.Wanted * Math.Max(Floor, own / rate / cost);
            })
            .ToList();
        var sum = weights.Sum();
        return [.. weights.Select(weight => sum > 0 ? weight / sum : 0)];
    }

    /// <summary>Whose turn it is: the one that is furthest behind its share of the latest choices.</summary>
    /// <param name="choices">Who was asked so far, in order.</param>
    /// <returns>The index in <paramref name="parts"/>, or null when nobody is available.</returns>
    public static int? Next(IReadOnlyList<Part> parts, IReadOnlyList<string> choices)
    {
        var shares = Of(parts);
        var latest = choices.TakeLast(Window).ToList();
        var next = Enumerable
            .Range(0, parts.Count)
            .Where(i => shares[i] > 0)
            .Select(i => (Index: i, Behind: (shares[i] * (latest.Count + 1)) - latest.Count(name => name == parts[i].Name)))
            .OrderByDescending(entry => entry.Behind)
            .ThenBy(entry => entry.Index)
            .Select(entry => (int?)entry.Index);
        return next.FirstOrDefault();
    }
}
