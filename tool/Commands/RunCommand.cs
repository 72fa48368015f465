using AutoResearch.Builds;
using AutoResearch.Loop;
using AutoResearch.Proposers;
using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Research.Running;
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
        [Option('p', Description = "Who proposes: search, search:STRATEGY, claude, codex, gemini, copilot, opencode, aider, agent:COMMAND, model:NAME@URL. Repeat it for a mixture; =N behind it gives a share.")] string[]? proposer,
        [Option(Description = "Begin a new run, although one was not finished.")] bool fresh,
        [Option(Description = SandboxPolicy.OptionHelp)] string? sandbox,
        [Option(Description = "Print one JSON document.")] bool json) => CommandHost.Watch(json, (host, observer) =>
    {
        var limits = RunLimits.Checked(experiments, hours, cost, tokens, until, plateau);
        var policy = SandboxPolicy.Parse(sandbox, observer);
        using var workspace = Workspace.Open(Directory.GetCurrentDirectory(), observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        Capture.RequireNoEdits(workspace);
        var names = proposer is { Length: > 0 } ? proposer : ["search"];
        var specs = ProposerSpec.ParseAll(names);
        using var roster = new Roster([.. specs.Select(spec => new Lazy<IProposer>(() => ProposerFactory.Create(spec)))]);
        var file = new RunStateFile(workspace.StateFolder);
        var progress = new RunProgress(workspace, file, RunStart.Of(workspace, file, limits, names, fresh, observer), specs);
        var loop = new ResearchLoop(workspace, observer, CommandHost.Clock, policy, host.Cancellation);
        var outcome = new ResearchRun(workspace, loop, roster, progress, observer, host.Cancellation).Go();
        return outcome.IsComplete ? CommandHost.Done : host.Cancellation.IsCancellationRequested ? CommandHost.Interrupted : CommandHost.Failed;
    });
}
