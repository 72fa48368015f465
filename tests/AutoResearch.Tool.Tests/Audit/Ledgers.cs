using System.Text;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Tests.Audit;

/// <summary>Ledgers to audit, and their history.</summary>
internal static class Ledgers
{
    /// <summary>Under <c>Runs: 1</c>: a baseline of 2.0 and candidates of which every third is better than all before it.</summary>
    public static IReadOnlyList<ExperimentRecord> Honest(int count)
    {
        var records = new List<ExperimentRecord>();
        for (var number = 1; number <= count; number++)
        {
            var incumbent = records.Incumbent();
            var kept = number == 1 || number % 3 == 0;
            var metric = incumbent?.Metric + (kept ? -0.01 : 0.02) ?? 2.0;
            records.Add(
                Records.One(number) with
                {
                    Commit = Sha(number == 1 ? 1000 : number),
                    Parent = Sha(1000),
                    Status = kept ? ExperimentStatus.Kept : ExperimentStatus.Discarded,
                    Description = $"idea {number}",
                    Metric = metric,
                    Scores = [metric],
                    Incumbent = incumbent?.Metric,
                    Weights = kept ? new string('e', 64) : null,
                }
            );
        }

        return records;
    }

    /// <summary>The program under which they were measured.</summary>
    public static ResearchProgram Program(int runs) =>
        ResearchProgram.Parse($"- Metric: val_bpb\n- Training budget: 60 seconds\n- Runs: {runs}\n");

    public static string Table(IEnumerable<ExperimentRecord> records) =>
        ResultsTable.Header("val_bpb") + string.Concat(records.Select(ResultsTable.Row));

    /// <summary>The versions that appending these one after another makes.</summary>
    public static List<LedgerVersion> Versions(IReadOnlyList<ExperimentRecord> records) =>
        [
            .. records.Select(
                (record, index) => Version(index, Table(records.Take(index + 1)), Pages(record.Number), PagesUpTo(record.Number))
            ),
        ];

    /// <param name="changes">The pages that it changed.</param>
    /// <param name="pages">All that it holds, where it is known.</param>
    public static LedgerVersion Version(
        int index,
        string? table,
        IReadOnlyDictionary<string, string?>? changes = null,
        IReadOnlyDictionary<string, string?>? pages = null
    )
    {
        var changed = changes ?? new Dictionary<string, string?>();
        return new LedgerVersion(
            Sha(2000 + index),
            Encoding.UTF8.GetByteCount(table ?? ""),
            () => table,
            path => (pages ?? changed).GetValueOrDefault(path),
            () => changed
        );
    }

    /// <summary>The pages after so many experiments.</summary>
    public static Dictionary<string, string?> PagesUpTo(int number) => Enumerable.Range(1, number).SelectMany(Pages).ToDictionary();

    /// <summary>The same commit with another table.</summary>
    public static LedgerVersion With(this LedgerVersion version, string table) =>
        version with
        {
            TableBytes = Encoding.UTF8.GetByteCount(table),
            ReadTable = () => table,
        };

    /// <summary>A row as the tool wrote it when tables had so many columns: the outcome stood where the status is.</summary>
    public static string Old(string line, int columns)
    {
        var cells = line.TrimEnd('\n').Split('\t');
        if (cells[0] != "commit")
            cells[3] = cells[ResultsColumns.IndexOf("outcome")];
        return string.Join('\t', cells.Take(columns));
    }

    public static string Sha(int number) => number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string?> Pages(int number) => new() { [$"experiments/{number:0000}.md"] = Sha(3000 + number) };
}
