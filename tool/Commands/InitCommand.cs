using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Verbs;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class InitCommand
{
    [Command("init", Description = "Make this project an experiment: repository, lock, and a measured baseline.")]
    public int Init(
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option("new-ledger", Description = "Begin a ledger at 0001 in this clone, although a remote has one.")] bool newLedger,
        [Option(Description = "Print one JSON document.")] bool json
    ) => CommandHost.Run(json, host =>
        {
            var initialised = InitVerb.Run(
                Directory.GetCurrentDirectory(),
                sandbox,
                newLedger,
                host.Observer,
                CommandHost.Clock,
                host.Cancellation
            );
            host.Answer(initialised.Document, ExperimentJson.Default.ExperimentDocument, () => Print(initialised));
            return host.ExitCode(initialised.Record);
        });

    private static void Print(Initialised initialised)
    {
        var record = initialised.Record;
        if (initialised.IsNew)
        {
            VerdictView.Print(record, initialised.ResearchBranch, merged: true);
        }
        else
        {
            Console.WriteLine(
                $"Already initialised: {initialised.ResearchBranch} stands on experiment {Format.Number(record.Number)}, "
                    + $"{record.MetricName} {Format.Metric(record.Metric)}."
            );
        }

        if (record.Metric is not null)
            Console.WriteLine($"Next: edit {string.Join(", ", initialised.Editable)}, then run 'dotnet autoresearch step'.");
    }
}
