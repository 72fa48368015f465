using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>The experiments as a table.</summary>
internal static class LedgerTable
{
    private const int WidthOfPipes = 200;

    public static void Print(IReadOnlyList<ExperimentRecord> records) => Print(records, records);

    /// <param name="records">The rows.</param>
    /// <param name="all">What they were chosen from.</param>
    public static void Print(IReadOnlyList<ExperimentRecord> records, IReadOnlyList<ExperimentRecord> all)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine(all.Count == 0 ? "No experiments. 'dotnet autoresearch init' measures the baseline." : Unmatched(all));
            return;
        }

        // Where one proposer made all of them, the column would only repeat its name.
        var proposers = all.Where(record => !record.IsBaseline).Select(record => record.Origin.Proposer).Distinct().Count() > 1;

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("#").NoWrap());
        if (proposers)
            table.AddColumn(new TableColumn("proposer").NoWrap());
        table.AddColumn("change");
        table.AddColumn(new TableColumn(Markup.Escape(records[^1].MetricName)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("vs incumbent").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("decision").NoWrap());
        table.AddColumn(new TableColumn("total").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("overhead").RightAligned().NoWrap());
        foreach (var record in records)
        {
            string[] proposer = proposers
                ? [record.IsBaseline ? "" : Markup.Escape(UntrustedText.Clean(Format.Proposer(record.Origin)))]
                : [];
            table.AddRow([
                Format.Number(record.Number),
                .. proposer,
                Markup.Escape(UntrustedText.Clean(record.Description)),
                Format.Metric(record.Metric),
                Format.Percent(record.Change),
                Coloured(record),
                Format.Seconds(record.Seconds.Total),
                Format.Seconds(record.Seconds.Overhead),
            ]);
        }

        // A pipe has no width; a row that is torn into lines could not be found in it.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfPipes;
        AnsiConsole.Write(table);
    }

    // Lists the names that exist, so that a mistyped one is noticed.
    private static string Unmatched(IReadOnlyList<ExperimentRecord> all)
    {
        const int most = 20;
        var proposers = all.Where(record => !record.IsBaseline)
            .Select(record => Format.Proposer(record.Origin))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Take(most)
            .ToList();
        var knobs = all.SelectMany(record => record.Knobs)
            .Select(knob => knob.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Take(most)
            .ToList();
        return $"None of the {all.Count} experiments matches."
            + (proposers.Count > 0 ? $" Proposers: {UntrustedText.Clean(string.Join(", ", proposers))}." : "")
            + (knobs.Count > 0 ? $" Knobs that were turned: {UntrustedText.Clean(string.Join(", ", knobs))}." : "");
    }

    private static string Coloured(ExperimentRecord record) =>
        record.Status.IsMerged() ? $"[green]{record.Status.Name()}[/]"
        : record.Status.IsSettled() ? record.Status.Name()
        : $"[red]{record.Status.Name()}[/]";
}
