using System.Globalization;
using AutoResearch.Research.Program;

namespace AutoResearch.Research.Ledger;

/// <summary>A row of one ledger that is appended to another ledger under a new number.</summary>
/// <param name="Row">The row with its line end.</param>
internal sealed record MovedRow(int From, int To, string Row);

/// <summary>
/// Joins the ledgers of two machines that went on from the same rows. Published rows stay as they are. The others are appended under the
/// next numbers, if each verdict still follows from the rows that are then before it. A pure function of the tables.
/// </summary>
/// <param name="Moved">The rows that get new numbers, in order.</param>
/// <param name="Problem">Why they cannot be joined, as a sentence without its end; null where they can.</param>
internal sealed record LedgerJoin(IReadOnlyList<MovedRow> Moved, string? Problem)
{
    private const int NumberColumn = 5;

    /// <param name="common">results.tsv at the point where the two parted.</param>
    /// <param name="mine">The local results.tsv: the common rows, and those recorded here since.</param>
    /// <param name="published">The remote's results.tsv.</param>
    /// <param name="program">program.md as it was for an experiment.</param>
    public static LedgerJoin Of(string common, string mine, string published, Func<ExperimentRecord, ResearchProgram> program)
    {
        if (!Continues(common, mine))
            return Refused("a row that was published already is another one here");
        if (!Continues(common, published))
            return Refused("a row that was published already is another one on the remote");
        var theirs = Rows(published).Length;
        var moved = Rows(mine)[Rows(common).Length..].Select((row, index) => Renumbered(row, theirs + 1 + index)).ToList();
        return new LedgerJoin(moved, Contradiction(mine, published, moved, program));
    }

    /// <summary>The remote's table with the moved rows after it.</summary>
    public string Table(string published) => published + string.Concat(Moved.Select(row => row.Row));

    /// <summary>True when <paramref name="after"/> is <paramref name="before"/> with more rows, or the same.</summary>
    public static bool Continues(string before, string after) =>
        after.StartsWith(before, StringComparison.Ordinal) && (before.Length == 0 || before.EndsWith('\n'));

    private static LedgerJoin Refused(string problem) => new([], problem);

    // The noise and the reference of a verdict come from all rows before it. A verdict that does not follow from both ledgers' rows was not
    // measured under them.
    private static string? Contradiction(
        string mine,
        string published,
        List<MovedRow> moved,
        Func<ExperimentRecord, ResearchProgram> program
    )
    {
        var before = NumbersAudit
            .Check(LedgerRows.Read(mine).Rows, program)
            .Select(finding => (finding.Experiment, finding.Problem))
            .ToHashSet();
        var joined = new LedgerJoin(moved, null).Table(published);
        var after = NumbersAudit.Check(LedgerRows.Read(joined).Rows, program);
        var from = moved.ToDictionary(row => row.To, row => row.From);
        foreach (var finding in after)
        {
            if (from.TryGetValue(finding.Experiment ?? 0, out var number) && !before.Contains((number, finding.Problem)))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"after the remote's rows, the verdict on experiment {number:0000} would not hold: {finding.Problem}"
                );
            }
        }

        return null;
    }

    private static MovedRow Renumbered(string row, int number)
    {
        var cells = row.Split('\t');
        var from = int.Parse(cells[NumberColumn], CultureInfo.InvariantCulture);
        cells[NumberColumn] = number.ToString("0000", CultureInfo.InvariantCulture);
        return new MovedRow(from, number, string.Join('\t', cells) + "\n");
    }

    private static string[] Rows(string table) => table.Length == 0 ? [] : table.TrimEnd('\n').Split('\n')[1..];
}
