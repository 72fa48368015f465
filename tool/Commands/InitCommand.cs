using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Runs;
using AutoResearch.Verbs;
using AutoResearch.Workspace;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class InitCommand
{
    [Command("init", Description = "Make this project an experiment: repository, lock, and a measured baseline.")]
    public int Init(
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option("new-ledger", Description = "Begin a ledger at 0001 in this clone, although a remote has one.")] bool newLedger,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        var policy = SandboxPolicy.Parse(sandbox, host.Observer);
        using var workspace = Initialisation.Run(Directory.GetCurrentDirectory(), policy, host.Observer, newLedger);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var (record, isNew) = new ResearchLoop(workspace, host.Observer, CommandHost.Clock, policy, host.Cancellation).EnsureBaseline(newLedger);
        host.Answer(ExperimentDocuments.Of(record, direction: workspace.Program.Metric.Direction), DocumentsJson.Default.ExperimentDocument, () =>
        {
            if (isNew)
                VerdictView.Print(record, workspace.Repository.Branch, merged: true);
            else
                Console.WriteLine($"Already initialised: {workspace.Repository.Branch} stands on experiment {Format.Number(record.Number)}, {record.MetricName} {Format.Metric(record.Metric)}.");
            if (record.Metric is not null)
                Console.WriteLine($"Next: edit {string.Join(", ", workspace.Program.Editable)}, then run 'dotnet autoresearch step'.");
        });
        return host.ExitCode(record);
    });
}
