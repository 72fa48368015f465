using AutoResearch.Loop;
using AutoResearch.Reports;
using AutoResearch.Research;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class StepCommand
{
    [Command("step", Description = "Take the change in the working tree through one experiment.")]
    public int Step(
        [Option('m', Description = "The idea in one line.")] string? message,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        var policy = SandboxPolicy.Parse(sandbox, host.Observer);
        using var workspace = Workspace.Open(Directory.GetCurrentDirectory(), host.Observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var concluded = new ResearchLoop(workspace, host.Observer, CommandHost.Clock, policy, host.Cancellation).Step(message);
        var record = concluded.Record;
        var total = record.Seconds.Total + CommandHost.Clock.Elapsed;
        host.Answer(Documents.Of(record, total, concluded.Merged, workspace.Program.Metric.Direction), DocumentsJson.Default.ExperimentDocument, () => VerdictView.Print(record, workspace.Repository.Branch, concluded.Merged));
        return host.ExitCode(record);
    });
}
