using AutoResearch.Research;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>The experiments as a table.</summary>
internal static class LedgerTable
{
    private const int WidthOfPipes = 200;

    public static void Print(IReadOnlyList<ExperimentRecord> records)
    {
        if (records.Count == 0)
        {
            Console.Out.WriteLine("No experiments. 'dotnet autoresearch init' measures the baseline.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("#").NoWrap());
        table.AddColumn("change");
        table.AddColumn(new TableColumn(Markup.Escape(records[^1].MetricName)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("vs incumbent").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("decision").NoWrap());
        table.AddColumn(new TableColumn("total").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("overhead").RightAligned().NoWrap());
        foreach (var record in records)
        {
            table.AddRow(
                Format.Number(record.Number), Markup.Escape(record.Description), Format.Metric(record.Metric), Format.Percent(record.Change),
                Coloured(record), Format.Seconds(record.Seconds.Total), Format.Seconds(record.Seconds.Overhead));
        }

        // A pipe has no width; a row that is torn into lines could not be found in it.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfPipes;
        AnsiConsole.Write(table);
    }

    private static string Coloured(ExperimentRecord record) =>
        record.Status.IsMerged() ? $"[green]{record.Status.Name()}[/]"
        : record.Status.IsSettled() ? record.Status.Name()
        : $"[red]{record.Status.Name()}[/]";
}
