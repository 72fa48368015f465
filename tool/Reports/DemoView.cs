using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Reports;

/// <summary>The end of the demo: the table, the best change, the accounts, and where everything is.</summary>
internal static class DemoView
{
    public static PhaseSeconds Sum(IReadOnlyList<ExperimentRecord> records, TimeSpan wall) => new(
        records.Sum(record => record.Seconds.Build), records.Sum(record => record.Seconds.Startup), records.Sum(record => record.Seconds.Train),
        records.Sum(record => record.Seconds.Eval), wall.TotalSeconds);

    public static void Print(ResearchWorkspace workspace, IReadOnlyList<ExperimentRecord> records, PhaseSeconds seconds, string? clone)
    {
        LedgerTable.Print(records);
        if (records[^1].Status == ExperimentStatus.Interrupted)
            Console.Out.WriteLine($"Experiment {Format.Number(records[^1].Number)} was {Format.Verdict(records[^1])}.");
        var best = records.Where(record => record.Status.IsMerged() && !record.IsBaseline).MinBy(record => record.Change is { } change ? -Math.Abs(change) : 0);
        if (best is null)
        {
            Console.Out.WriteLine("Nothing beat the baseline this time; every attempt is in the ledger.");
        }
        else
        {
            Console.Out.WriteLine($"The best change, experiment {Format.Number(best.Number)} ({best.MetricName} {Format.Percent(best.Change)}):");
            Console.Out.WriteLine(workspace.Repository.Commits.Diff(best.Parent, best.Commit));
        }

        Console.Out.WriteLine($"Time: {Format.Seconds(seconds.Total)} in all; training {Format.Seconds(seconds.Train)}, evaluation {Format.Seconds(seconds.Eval)}, "
            + $"building {Format.Seconds(seconds.Build)}, starting {Format.Seconds(seconds.Startup)}.");
        Console.Out.WriteLine($"The project: {workspace.Folder}");
        Console.Out.WriteLine($"Its ledger:  {Path.Combine(workspace.Folder, Ledger.Overview)}");
        Console.Out.WriteLine($"Go on there: edit Train.cs and run '{StepCommand(clone)}'.");
    }

    // In a clone nothing is installed: the tool is run from its source.
    private static string StepCommand(string? clone) => clone is not null
        ? $"dotnet run --project {Path.Combine(clone, "tool")} -c Release -- step"
        : "dotnet autoresearch step";
}
