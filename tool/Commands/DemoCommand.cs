using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class DemoCommand
{
    [Command("demo", Description = "Make a project in a fresh folder and run a baseline and a few experiments on it.")]
    public int Demo(
        [Option('o', Description = "Where the project goes; by default a new folder in the temporary files.")] string? output,
        [Option(Description = "How many experiments follow the baseline.")] int? experiments,
        [Option(Description = "Seconds of training that each gets.")] int? budget,
        [Option(Description = "A folder with the packages, for a tool that runs outside its clone.")] string? packages,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var demo = DemoVerb.Run(
                new DemoRequest(output, experiments, budget, packages, sandbox),
                host.Observer,
                CommandHost.Clock,
                host.Cancellation
            );
            host.Answer(
                new DemoDocument(demo.Folder, demo.Documents, ExperimentDocuments.Of(demo.Seconds)),
                DocumentsJson.Default.DemoDocument,
                () => DemoView.Print(demo.Folder, demo.Records, demo.Seconds, demo.Best, demo.Change, demo.SourceFolder)
            );
            return host.ExitCode(demo.Records[^1]);
        });
}
