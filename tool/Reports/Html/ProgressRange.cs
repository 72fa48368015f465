using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Html;

/// <summary>
/// Which values the progress chart shows: all of the research branch, and as much of the rest as leaves its course readable. One
/// candidate that went very wrong must not flatten all others into a line.
/// </summary>
internal static class ProgressRange
{
    // How far beyond the branch's own course the chart reaches, in heights of that course.
    private const double Beyond = 0.8;

    public static (double Low, double High) Of(IReadOnlyList<ExperimentRecord> drawn)
    {
        var course = drawn.Where(record => record.Status.IsMerged()).Select(record => record.Metric!.Value).Order().ToList();
        var others = drawn.Where(record => !record.Status.IsMerged()).Select(record => record.Metric!.Value).Order().ToList();
        var (low, high) = course.Count > 0 ? (course[0], course[^1]) : (others[0], others[^1]);
        if (others.Count > 0)
        {
            // Where nothing was kept yet, the middle of the others says how far they spread.
            var reach =
                high > low
                    ? (high - low) * Beyond
                    : Math.Max(Math.Abs(others[others.Count * 4 / 5] - high), Math.Abs(low - others[others.Count / 5]));
            low = Math.Min(low, Math.Max(others[0], low - reach));
            high = Math.Max(high, Math.Min(others[^1], high + reach));
        }

        var margin = high > low ? (high - low) * 0.06 : Math.Max(Math.Abs(low) * 0.01, 1e-6);
        return (low - margin, high + margin);
    }
}
