using AutoResearch.Audit;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>What an audit found, one line each, and the sum.</summary>
internal static class AuditView
{
    public static void Print(AuditReport report)
    {
        foreach (var finding in report.Findings)
            Console.Out.WriteLine(finding);
        foreach (var note in report.Notes)
            Console.Out.WriteLine($"note: {note}");
        foreach (var score in report.Scores)
            Console.Out.WriteLine(
                $"experiment {Format.Number(score.Experiment)}: {score.Metric} {Format.Metric(score.Recorded)} reproduced from its "
                    + $"weights: {Format.Metric(score.Reproduced)}"
            );
        Console.Out.WriteLine(Sum(report));
    }

    private static string Sum(AuditReport report)
    {
        var what = $"{Count(report.Experiments, "experiment")} audited, {Count(report.Scores.Count, "score")} reproduced";
        return report.Agrees ? $"{what}: everything agrees." : $"{what}: {Count(report.Findings.Count, "finding")}.";
    }

    private static string Count(int count, string name) => $"{count} {name}{(count == 1 ? "" : "s")}";
}
