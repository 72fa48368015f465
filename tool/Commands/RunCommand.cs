using AutoResearch.Experiment;
using AutoResearch.Processes;
using AutoResearch.Proposers;
using AutoResearch.Proposers.Agents;
using AutoResearch.Proposers.Models;
using AutoResearch.Publishing;
using AutoResearch.Reports;
using AutoResearch.Research.Program;
using AutoResearch.Research.Publishing;
using AutoResearch.Research.Running;
using AutoResearch.Runs;
using AutoResearch.Training;
using AutoResearch.Verbs;
using AutoResearch.Workspace;
using Cocona;

namespace AutoResearch.Commands;

internal sealed class RunCommand
{
    [Command("run", Description = "Propose and run experiments, one after another, until a limit is reached or you stop it.")]
    public int Run(
        [Option(Description = "Stop after so many experiments.")] int? experiments,
        [Option(Description = "Stop after so many hours.")] double? hours,
        [Option(Description = "Stop when proposing has cost so many dollars.")] double? cost,
        [Option(Description = "Stop when proposing has taken so many tokens of a language model.")] long? tokens,
        [Option(Description = "Stop when the metric is at least this good.")] double? until,
        [Option(Description = "Stop when so many experiments in a row were not kept.")] int? plateau,
        [Option('p', Description = "Who proposes: search, search:STRATEGY, claude, codex, gemini, copilot, opencode, aider, agent:COMMAND, model:NAME@URL, ollama:NAME. Repeat it for a mixture; =N behind it gives a share.")] string[]? proposer,
        [Option(Description = "What a model reads costs, in dollars for a million tokens.")] string? priceIn,
        [Option(Description = "What a model writes costs, in dollars for a million tokens.")] string? priceOut,
        [Option(Description = "The environment variable that holds a model's key.")] string? keyVariable,
        [Option(Description = "Let program.md send a model's key to the endpoint that it names.")] bool yes,
        [Option(Description = "Begin a new run, although one was not finished.")] bool fresh,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = PublishWords.PrHelp)] bool pr,
        [Option(Description = PublishWords.DraftHelp)] bool draft,
        [Option(Description = PublishWords.BaseHelp)] string? @base,
        [Option(Description = PublishWords.LabelHelp)] string[]? label,
        [Option(Description = PublishWords.ReviewerHelp)] string[]? reviewer,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Watch(json, (host, observer) =>
    {
        AgentEnvironment.RefuseInsideAgent();
        var limits = RunLimits.Checked(experiments, hours, cost, tokens, until, plateau);
        var prices = Prices.Parse(priceIn, priceOut);
        var publish = PublishWords.Options(pr, draft, @base, label, reviewer);
        var policy = SandboxPolicy.Parse(sandbox, observer);
        using var workspace = Opening.Open(Directory.GetCurrentDirectory(), observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        Capture.RequireNoEdits(workspace);
        // What a killed run left of an agent.
        AgentWorkspace.Clear(AgentFolder(workspace));
        var names = RunStart.Proposers(proposer, workspace.Program);
        var specs = names.Select(ProposerSpec.Parse).ToList();
        if (proposer is not { Length: > 0 })
        {
            Func<string, bool>? ask = yes ? _ => true : json || !RunView.CanAsk ? null : question => RunView.Ask(question, host.Cancellation);
            new ConfirmedEndpoints(CacheFolder.Root).Require(specs, UserEnvironment.Get, keyVariable, ask);
        }

        using var roster = new ProposerPool(new ProposerFactory(Agents(workspace, observer), prices, keyVariable).CreateAll(specs));
        var file = new RunStateFile(workspace.StateFolder);
        var progress = new RunProgress(workspace, file, RunStart.Of(workspace, file, limits, names, fresh, observer), roster.Wanted);
        using var publishing = BackgroundPublishing.Start(workspace, publish, host.Cancellation);
        var loop = new ResearchLoop(workspace, observer, CommandHost.Clock, policy, host.Cancellation);
        var outcome = new ResearchRun(workspace, loop, roster, progress, observer, host.Cancellation) { Publishing = publishing }.Go();
        var records = workspace.Ledger.Records;
        host.Answer(Documents.Of(outcome.Reason, outcome.Accounts, records), DocumentsJson.Default.RunDocument, () => RunView.Print(outcome.Reason, outcome.Accounts, records));
        foreach (var line in publishing?.Finish() ?? [])
            Console.Error.WriteLine(line);
        return outcome.IsComplete ? CommandHost.Done : host.Cancellation.IsCancellationRequested ? CommandHost.Interrupted : CommandHost.Failed;
    });

    private static string AgentFolder(ResearchWorkspace workspace) => Path.Combine(workspace.Cache, "agent");

    private static AgentSettings Agents(ResearchWorkspace workspace, IRunObserver observer) => new(
        AgentFolder(workspace), workspace.Program.ProposalTime, Sandbox.Find(), [workspace.Folder, workspace.Repository.GitFolder, workspace.Repository.CommonFolder, workspace.Cache],
        request => RunFindings.Lines(request.Records, workspace.Program.Metric), observer.Notice);
}
