using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Reports;

/// <summary>The end of the demo: the table, the best change, the accounts, and where everything is.</summary>
internal static class DemoView
{
    /// <param name="folder">The project's.</param>
    /// <param name="best">The best of what was kept; null where nothing was.</param>
    /// <param name="change">Its change, as a diff.</param>
    /// <param name="clone">The clone that the tool was built in; null for an installed one.</param>
    public static void Print(
        string folder,
        IReadOnlyList<ExperimentRecord> records,
        PhaseSeconds seconds,
        ExperimentRecord? best,
        string change,
        string? clone
    )
    {
        LedgerTable.Print(records);
        if (records[^1].Status == ExperimentStatus.Interrupted)
            Console.Out.WriteLine($"Experiment {Format.Number(records[^1].Number)} was {Format.Verdict(records[^1])}.");
        if (best is null)
        {
            Console.Out.WriteLine(
                records[0].Metric is null
                    ? "There is no baseline to compare with; every attempt is in the ledger."
                    : "Nothing beat the baseline this time; every attempt is in the ledger."
            );
        }
        else
        {
            Console.Out.WriteLine(
                $"The best change, experiment {Format.Number(best.Number)} ({best.MetricName} {Format.Percent(best.Change)}):"
            );
            Console.Out.WriteLine(change);
        }

        Console.Out.WriteLine(
            $"Time: {Format.Seconds(seconds.Total)} in all; training {Format.Seconds(seconds.Train)}, "
                + $"evaluation {Format.Seconds(seconds.Eval)}, building {Format.Seconds(seconds.Build)}, starting "
                + $"{Format.Seconds(seconds.Startup)}."
        );
        Console.Out.WriteLine($"The project: {folder}");
        Console.Out.WriteLine($"Its ledger:  {Path.Combine(folder, Ledger.Overview)}");
        Console.Out.WriteLine($"Go on there: edit Train.cs and run '{StepCommand(clone)}'.");
    }

    // In a clone nothing is installed: the tool is run from its source.
    private static string StepCommand(string? clone) =>
        clone is not null ? $"dotnet run --project {Path.Combine(clone, "tool")} -c Release -- step" : "dotnet autoresearch step";
}
