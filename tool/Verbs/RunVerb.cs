using AutoResearch.Experiment;
using AutoResearch.Processes;
using AutoResearch.Proposers;
using AutoResearch.Proposers.Agents;
using AutoResearch.Proposers.Models;
using AutoResearch.Publishing;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Research.Publishing;
using AutoResearch.Research.Running;
using AutoResearch.Runs;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What a run should do.</summary>
/// <param name="Proposers">As the command line names them; null or empty for program.md's.</param>
/// <param name="Prices">What a model costs; null where that is not given.</param>
/// <param name="KeyVariable">The environment variable that holds a model's key; null for the usual one.</param>
/// <param name="Fresh">Begins a new run, although one was not finished.</param>
/// <param name="Publish">How pull requests are opened; null where none are asked for.</param>
/// <param name="Confirm">Asks whether an endpoint that program.md names may be given a key; null where nobody can be asked.</param>
internal sealed record RunRequest(
    RunLimits Limits,
    IReadOnlyList<string>? Proposers,
    Prices? Prices,
    string? KeyVariable,
    bool Fresh,
    SandboxPolicy Sandbox,
    PublishOptions? Publish,
    Func<string, bool>? Confirm
);

/// <summary>Proposes and runs experiments, one after another, until a limit is reached or somebody stops it.</summary>
internal static class RunVerb
{
    /// <param name="tell">Called with how the run ended, before the last pull requests are waited for.</param>
    /// <returns>How the run ended, and what a person should know of pull requests.</returns>
    public static (RunOutcome Outcome, IReadOnlyList<string> Published) Run(
        string folder,
        RunRequest request,
        IRunObserver observer,
        ToolClock clock,
        Action<RunOutcome, IReadOnlyList<ExperimentRecord>> tell,
        CancellationToken cancellation
    )
    {
        using var workspace = Opening.Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        Capture.RequireNoEdits(workspace);
        // Removes what a killed run left in the agent's folder.
        AgentWorkspace.Clear(AgentFolder(workspace));
        var names = RunStart.Proposers(request.Proposers, workspace.Program);
        var specs = names.Select(ProposerSpec.Parse).ToList();
        if (request.Proposers is not { Count: > 0 })
            new ConfirmedEndpoints(CacheFolder.Root).Require(specs, UserEnvironment.Get, request.KeyVariable, request.Confirm);
        using var pool = new ProposerPool(
            new ProposerFactory(Agents(workspace, observer), request.Prices, request.KeyVariable).CreateAll(specs)
        );
        var file = new RunStateFile(workspace.StateFolder);
        var state = RunStart.Of(workspace, file, request.Limits, names, request.Fresh, observer);
        var progress = new RunProgress(workspace, file, state, pool.Wanted);
        using var publishing = BackgroundPublishing.Start(workspace, request.Publish, cancellation);
        var loop = new ResearchLoop(workspace, observer, clock, request.Sandbox, cancellation);
        var outcome = new ResearchRun(workspace, loop, pool, progress, observer, cancellation) { Publishing = publishing }.Go();
        tell(outcome, workspace.Ledger.Records);
        return (outcome, publishing?.Finish() ?? []);
    }

    private static string AgentFolder(ResearchWorkspace workspace) => Path.Combine(workspace.Cache, "agent");

    private static AgentSettings Agents(ResearchWorkspace workspace, IRunObserver observer) =>
        new(
            AgentFolder(workspace),
            workspace.Program.ProposalTime,
            Sandbox.Find(),
            [workspace.Folder, workspace.Repository.GitFolder, workspace.Repository.CommonFolder, workspace.Cache],
            request => RunFindings.Lines(request.Records, workspace.Program.Metric),
            observer.Notice
        );
}
