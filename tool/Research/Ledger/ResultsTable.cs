using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>
/// <c>results.tsv</c>, one row an experiment. The first five columns are those of karpathy/autoresearch (commit, metric, memory_gb, status,
/// description), so that tools made for it read the file: <c>status</c> is one of its words, keep, discard and crash, and <c>outcome</c>
/// says more. Tables from before <c>outcome</c> was added have its words in <c>status</c>.
/// </summary>
internal static class ResultsTable
{
    private static readonly int Status = ResultsColumns.IndexOf("status");
    private static readonly int Outcome = ResultsColumns.IndexOf("outcome");
    private static readonly int Experiment = ResultsColumns.IndexOf("experiment");

    /// <summary>The row was written before comparisons took several runs.</summary>
    public static bool IsOfOneRun(string row) => row.Split('\t').Length <= ResultsColumns.First;

    public static string Header(string metricName) =>
        string.Join('\t', ResultsColumns.All.Select(column => column.Name ?? ResultsColumns.Cell(metricName))) + "\n";

    public static string Row(ExperimentRecord record) =>
        string.Join('\t', ResultsColumns.All.Select(column => column.Write(record))) + "\n";

    /// <summary>Reads a whole table.</summary>
    /// <exception cref="FormatException">A line is cut off or is not a row; the message names it.</exception>
    public static IReadOnlyList<ExperimentRecord> Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines[^1].Length > 0)
            throw new FormatException($"line {lines.Length} is cut off");
        var header = lines[0].Split('\t');
        if (header.Length < ResultsColumns.First || header[0] != "commit" || header[Status] != "status")
            throw new FormatException("line 1 is not the header of a results table");
        var records = new List<ExperimentRecord>(lines.Length);
        for (var i = 1; i < lines.Length - 1; i++)
            records.Add(ParseRow(lines[i], header[1], i + 1, records.Count + 1));
        return records;
    }

    /// <summary>Reads one row, given without its line end.</summary>
    /// <exception cref="FormatException">It is not a row, or not that of <paramref name="expectedNumber"/>; the message names the
    /// line.</exception>
    public static ExperimentRecord ParseRow(string line, string metricName, int lineNumber, int expectedNumber)
    {
        var cells = line.Split('\t');
        try
        {
            if (cells.Length < ResultsColumns.First)
                throw new FormatException("it has too few columns");
            var status = ParseStatus(cells[Status], Outcome < cells.Length ? cells[Outcome] : null);
            var number = int.Parse(cells[Experiment], CultureInfo.InvariantCulture);
            if (number != expectedNumber)
                throw new FormatException($"it is experiment {number} where {expectedNumber} belongs");
            return ResultsColumns
                .All.Take(cells.Length)
                .Select((column, index) => (column.Read, Cell: cells[index]))
                .Aggregate(Blank(number, status, metricName), (record, column) => column.Read?.Invoke(record, column.Cell) ?? record);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException($"line {lineNumber} cannot be read: {exception.Message}", exception);
        }
    }

    // Before any column is read.
    private static ExperimentRecord Blank(int number, ExperimentStatus status, string metricName) =>
        new()
        {
            Number = number,
            Status = status,
            MetricName = metricName,
            Commit = "",
            Parent = "",
            Description = "",
            Reason = "",
            Conditions = new Conditions("", "", ""),
            Time = default,
            Seeds = [],
        };

    private static ExperimentStatus ParseStatus(string status, string? outcome)
    {
        if (outcome is null && ExperimentStatusNames.TryParse(status, out var before))
            return before;
        if (!ExperimentStatusNames.TryParse(outcome ?? "", out var known))
            throw new FormatException(outcome is null ? $"'{status}' is no status" : $"'{outcome}' is no outcome");
        return known.Word() == status
            ? known
            : throw new FormatException($"its status is '{status}' and its outcome '{outcome}', which is {known.Word()}");
    }
}
