using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>One line of results.tsv below the header.</summary>
/// <param name="Line">Line number in the file, from 1.</param>
/// <param name="Number">The experiment's number: what the row says or, where that cannot be read, what its place says.</param>
/// <param name="Record">Null when it cannot be read.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
internal sealed record LedgerRow(int Line, int Number, string Text, ExperimentRecord? Record, string? Problem);

/// <summary>results.tsv read for an audit: what cannot be read is named, and the rest is read all the same.</summary>
/// <param name="Problem">What is wrong with the header, or null.</param>
internal sealed record LedgerRows(IReadOnlyList<string> Header, IReadOnlyList<LedgerRow> Rows, string? Problem)
{
    private const int NumberColumn = 5;

    /// <summary>The rows that can be read, in order.</summary>
    public IReadOnlyList<ExperimentRecord> Records => [.. Rows.Where(row => row.Record is not null).Select(row => row.Record!)];

    public static LedgerRows Read(string text)
    {
        var lines = text.Split('\n');
        var header = lines[0].Split('\t');
        var metric = header.Length > 1 ? header[1] : "";
        var rows = new List<LedgerRow>(lines.Length);
        for (var i = 1; i < lines.Length; i++)
        {
            var isLast = i == lines.Length - 1;
            if (isLast && lines[i].Length == 0)
                break;
            rows.Add(ReadRow(lines[i], metric, i + 1, rows.Count == 0 ? 1 : rows[^1].Number + 1, isCutOff: isLast));
        }

        return new LedgerRows(header, rows, ProblemOf(lines[0]));
    }

    private static LedgerRow ReadRow(string line, string metric, int lineNumber, int expected, bool isCutOff)
    {
        if (isCutOff)
            return new LedgerRow(lineNumber, expected, line, null, $"line {lineNumber} is cut off");
        var cells = line.Split('\t');
        // One row too many or too few must not make all that follow it unreadable.
        var number =
            cells.Length > NumberColumn
            && int.TryParse(cells[NumberColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var named)
            && named > 0
                ? named
                : expected;
        try
        {
            var record = ResultsTable.ParseRow(line, metric, lineNumber, number);
            return new LedgerRow(
                lineNumber,
                number,
                line,
                record,
                number == expected ? null : $"it is experiment {number} where {expected} belongs"
            );
        }
        catch (FormatException exception)
        {
            return new LedgerRow(lineNumber, number, line, null, exception.Message);
        }
    }

    private static string? ProblemOf(string header)
    {
        try
        {
            ResultsTable.Parse(header + "\n");
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
