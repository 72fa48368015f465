using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Html;

/// <summary>
/// What of a long history goes into a report, so that a browser opens it at once: what was kept comes before what was not, and the latest
/// before the earlier. The chart and all sums are of everything.
/// </summary>
internal static class ReportSelection
{
    /// <summary>Rows of the table.</summary>
    public const int MostRows = 2000;

    /// <summary>Rows with a diff.</summary>
    public const int MostDiffs = 300;

    /// <summary>Characters of all diffs together.</summary>
    public const int MostDiffCharacters = 2_000_000;

    /// <summary>The experiments of the table, in the order of the ledger.</summary>
    public static IReadOnlyList<ExperimentRecord> Rows(IReadOnlyList<ExperimentRecord> records) =>
        [.. Preferred(records).Take(MostRows).OrderBy(record => record.Number)];

    /// <summary>The diffs of the table's experiments by number, as far as there is room.</summary>
    public static IReadOnlyDictionary<int, string> Diffs(IReadOnlyList<ExperimentRecord> rows, Func<ExperimentRecord, string> diff)
    {
        var diffs = new Dictionary<int, string>();
        var room = MostDiffCharacters;
        foreach (var record in Preferred(rows).Where(record => record.Commit != record.Parent).Take(MostDiffs))
        {
            var text = HtmlDiff.Shorten(diff(record));
            if (text.Length == 0)
                continue;
            room -= text.Length;
            if (room < 0)
                break;
            diffs[record.Number] = text;
        }

        return diffs;
    }

    private static IEnumerable<ExperimentRecord> Preferred(IReadOnlyList<ExperimentRecord> records) =>
        records.OrderByDescending(record => record.Status.IsMerged()).ThenByDescending(record => record.Number);
}
