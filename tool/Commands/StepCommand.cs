using AutoResearch.Experiment;
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
        [Option(Description = PublishWords.PrHelp)] bool pr,
        [Option(Description = PublishWords.DraftHelp)] bool draft,
        [Option(Description = PublishWords.BaseHelp)] string? @base,
        [Option(Description = PublishWords.LabelHelp)] string[]? label,
        [Option(Description = PublishWords.ReviewerHelp)] string[]? reviewer,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            using var publishing = StepVerb.Publishing(
                Directory.GetCurrentDirectory(),
                PublishWords.Options(pr, draft, @base, label, reviewer),
                host.Cancellation
            );
            var stepped = StepVerb.Run(
                Directory.GetCurrentDirectory(),
                message,
                null,
                sandbox,
                host.Observer,
                CommandHost.Clock,
                host.Cancellation
            );
            host.Answer(stepped.Document, ExperimentJson.Default.ExperimentDocument, () =>
                VerdictView.Print(stepped.Record, stepped.ResearchBranch, stepped.Merged)
            );
            publishing?.Concluded(stepped.Record);
            foreach (var line in publishing?.Finish() ?? [])
                Console.Error.WriteLine(line);
            return host.ExitCode(stepped.Record);
        });
}
