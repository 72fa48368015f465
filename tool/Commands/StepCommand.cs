using AutoResearch.Loop;
using AutoResearch.Reports;
using AutoResearch.Verbs;
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
        var stepped = StepVerb.Run(Directory.GetCurrentDirectory(), message, null, sandbox, host.Observer, CommandHost.Clock, host.Cancellation);
        host.Answer(stepped.Document, DocumentsJson.Default.ExperimentDocument, () => VerdictView.Print(stepped.Record, stepped.ResearchBranch, stepped.Merged));
        return host.ExitCode(stepped.Record);
    });
}
