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
/// <param name="Slots">How many experiments at the same time; null for as many as program.md says.</param>
/// <param name="Fresh">Begins a new run, although one was not finished.</param>
/// <param name="Publish">How pull requests are opened; null where none are asked for.</param>
/// <param name="Confirm">Asks whether an endpoint that program.md names may be given a key; null where nobody can be asked.</param>
internal sealed record RunRequest(
    RunLimits Limits,
    IReadOnlyList<string>? Proposers,
    Prices? Prices,
    string? KeyVariable,
    SlotsWanted? Slots,
    bool Fresh,
    SandboxPolicy Sandbox,
    PublishOptions? Publish,
    Func<string, bool>? Confirm
);

/// <summary>Proposes and runs experiments, one after another in each slot, until a limit is reached or somebody stops it.</summary>
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
        var names = RunStart.Proposers(request.Proposers, workspace.Program);
        var specs = names.Select(ProposerSpec.Parse).ToList();
        if (request.Proposers is not { Count: > 0 })
            new ConfirmedEndpoints(CacheFolder.Root).Require(specs, UserEnvironment.Get, request.KeyVariable, request.Confirm);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var whole = new ResearchLoop(workspace, observer, clock, request.Sandbox, stop.Token);
        // Who proposes comes first: what is wrong with that is seen before anything is measured.
        using var first = Pool(new SlotFolders(workspace, 0), observer);
        var wanted = request.Slots ?? workspace.Program.Slots ?? SlotsWanted.One;
        var shares = new SlotChoice(workspace, whole, observer, stop.Token).Of(wanted);
        var slots =
            shares.Count == 1
                ? [new RunSlot(new SlotFolders(workspace, 0), whole, first, observer)]
                : shares.Select(share => Slot(share, share.Number == 0 ? first : null)).ToList();
        try
        {
            var file = new RunStateFile(workspace.StateFolder);
            var state = RunStart.Of(workspace, file, request.Limits, names, request.Fresh, observer);
            var progress = new RunProgress(workspace, file, state, first.Wanted, slots.Count);
            using var publishing = BackgroundPublishing.Start(workspace, request.Publish, stop.Token);
            var outcome = new ResearchRun(workspace, slots, progress, observer, stop) { Publishing = publishing }.Go();
            tell(outcome, workspace.Ledger.Records);
            return (outcome, publishing?.Finish() ?? []);
        }
        finally
        {
            foreach (var slot in slots.Skip(1))
                slot.Pool.Dispose();
        }

        RunSlot Slot(SlotShare share, ProposerPool? pool)
        {
            var folders = new SlotFolders(workspace, share.Number);
            var seen = observer.OfSlot(share.Number);
            var loop = new ResearchLoop(workspace, seen, new ToolClock(0), request.Sandbox, stop.Token) { Share = share };
            return new RunSlot(folders, loop, pool ?? Pool(folders, seen), seen);
        }

        ProposerPool Pool(SlotFolders folders, IRunObserver seen)
        {
            // Removes what a killed run left in the agent's folder.
            AgentWorkspace.Clear(folders.Agent);
            return new ProposerPool(
                new ProposerFactory(Agents(workspace, folders, seen), request.Prices, request.KeyVariable).CreateAll(specs)
            );
        }
    }

    private static AgentSettings Agents(ResearchWorkspace workspace, SlotFolders folders, IRunObserver observer) =>
        new(
            folders.Agent,
            workspace.Program.ProposalTime,
            Sandbox.Find(),
            [workspace.Folder, workspace.Repository.GitFolder, workspace.Repository.CommonFolder, workspace.Cache],
            request => RunFindings.Lines(request.Records, workspace.Program.Metric),
            observer.Notice
        );
}
