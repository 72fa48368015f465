using System.Diagnostics;
using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Reports;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Runs;
using AutoResearch.Verbs;
using AutoResearch.Workspace;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class DemoCommand
{
    // Fixed, so that everybody's first demo tries the same ideas; the seeds of training are the harness's own.
    private const int SearchSeed = 1;

    [Command("demo", Description = "Make a project in a fresh folder and run a baseline and a few experiments on it.")]
    public int Demo(
        [Option('o', Description = "Where the project goes; by default a new folder in the temporary files.")] string? output,
        [Option(Description = "How many experiments follow the baseline.")] int? experiments,
        [Option(Description = "Seconds of training that each gets.")] int? budget,
        [Option(Description = "A folder with the packages, for a tool that runs outside its clone.")] string? packages,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Run(json, host =>
    {
        var wall = Stopwatch.StartNew();
        var policy = SandboxPolicy.Parse(sandbox, host.Observer);
        policy.Apply(SandboxMode.Auto);
        var seconds = Positive(budget ?? 10, "--budget");
        var count = Positive(experiments ?? 4, "--experiments");
        var folder = Path.GetFullPath(output ?? Path.Combine(Path.GetTempPath(), "autoresearch-demo-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)));
        if (packages is null && DemoProject.FindClone() is { } clone)
        {
            host.Observer.Notice("Packing the template …");
            packages = DemoProject.Pack(clone, host.Cancellation);
        }

        host.Observer.Notice($"Making a research project in {folder} …");
        DemoProject.Create(folder, packages is null ? null : Path.GetFullPath(packages), seconds, host.Cancellation);
        GitRepository.CreateForDemo(folder);
        using var workspace = Initialisation.Run(folder, policy, host.Observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var loop = new ResearchLoop(workspace, host.Observer, CommandHost.Clock, policy, host.Cancellation);
        var (baseline, _) = loop.EnsureBaseline();
        using var search = new SearchProposer();
        var exitCode = host.ExitCode(baseline);
        for (var i = 0; i < count && exitCode == CommandHost.Done; i++)
        {
            var proposal = search.Propose(ProposalRound.Request(workspace, workspace.Ledger.Records.Incumbent()!, SearchSeed), host.Cancellation);
            exitCode = host.ExitCode(loop.Step(proposal, new Origin(proposal.Proposer, proposal.Cost)).Record);
        }

        var records = workspace.Ledger.Records;
        var accounts = DemoView.Sum(records, wall.Elapsed);
        host.Answer(
            new DemoDocument(folder, [.. records.Select(record => ExperimentDocuments.Of(record, direction: workspace.Program.Metric.Direction))], ExperimentDocuments.Of(accounts)), DocumentsJson.Default.DemoDocument,
            () => DemoView.Print(workspace, records, accounts, DemoProject.FindClone()));
        return exitCode;
    });

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new ResearchException(Codes.Usage, $"{option} takes a whole number from 1.");
}
