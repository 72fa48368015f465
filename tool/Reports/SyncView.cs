using AutoResearch.Publishing.Sync;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>What a sync did, in a few lines.</summary>
internal static class SyncView
{
    public static void Print(SyncReport report)
    {
        Console.Out.WriteLine(
            $"{report.Experiments} experiments in the ledger; {report.Received} received from {report.Remote}, {report.Sent} sent"
        );
        if (report.Unsent > 0)
            Console.Out.WriteLine($"{report.Unsent} are not on {report.Remote}: 'dotnet autoresearch sync {report.Remote}' sends them");
        foreach (var (from, to) in report.Renumbered)
            Console.Out.WriteLine(
                $"experiment {Format.Number(from)} {(to is { } number ? $"is {Format.Number(number)} now" : "left the ledger")}"
            );
        if (report.Weights is { } weights)
            Console.Out.WriteLine(
                $"weights: {weights.Received} received, {weights.Sent} sent, {Format.Memory(weights.Bytes)}{Missing(weights)}"
            );
        Console.Out.WriteLine(Branch(report.Branch, report.Remote));
    }

    private static string Missing(WeightsReport weights) =>
        weights.Missing.Count == 0 ? "" : $"; missing on both sides: {string.Join(", ", weights.Missing.Select(Format.Number))}";

    private static string Branch(BranchStanding branch, string remote) =>
        branch switch
        {
            { OnRemote: false } => $"{branch.Name} is not on {remote}: git push -u {remote} {branch.Name}",
            { Ahead: 0, Behind: 0 } => $"{branch.Name} is the same on {remote}",
            { Ahead: { } ahead, Behind: 0 } =>
                $"{branch.Name} has {ahead} commits that {remote} does not have: git push {remote} {branch.Name}",
            { Ahead: 0, Behind: { } behind } =>
                $"{remote} has {behind} commits of {branch.Name} that are not here: git pull --ff-only {remote} {branch.Name}",
            { Ahead: { } ahead, Behind: { } behind } =>
                $"{branch.Name} parted: {ahead} commits only here, {behind} only on {remote}: git pull {remote} {branch.Name}",
            _ => $"{remote} has commits of {branch.Name} that are not here: git pull {remote} {branch.Name}",
        };
}
