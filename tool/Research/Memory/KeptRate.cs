using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>How often changes of one kind were kept.</summary>
/// <param name="Name">The kind of change, or the name of a proposer, which is untrusted text.</param>
/// <param name="Failed">Of those tried, how many broke.</param>
internal sealed record KeptRate(string Name, int Tried, int Kept, int Failed)
{
    // Makes 95 % of the intervals hold the true rate.
    private const double Z = 1.959964;

    /// <summary>Where the true rate lies: Wilson's interval (Journal of the American Statistical Association 22, 1927), which holds for
    /// few trials and rates near 0, too.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            var rate = Kept / (double)Tried;
            var centre = rate + (Z * Z / (2 * Tried));
            var half = Z * Math.Sqrt((rate * (1 - rate) / Tried) + (Z * Z / (4.0 * Tried * Tried)));
            var scale = 1 + (Z * Z / Tried);
            return (Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
        }
    }

    public static IReadOnlyList<KeptRate> By(IEnumerable<Trial> trials, Func<Trial, string> name) =>
        [
            .. trials
                .GroupBy(name, StringComparer.Ordinal)
                .Select(group => new KeptRate(
                    group.Key,
                    group.Count(),
                    group.Count(trial => trial.Record.Status.IsMerged()),
                    group.Count(trial => trial.HasFailed)
                ))
                .OrderByDescending(rate => rate.Tried)
                .ThenBy(rate => rate.Name, StringComparer.Ordinal),
        ];
}
