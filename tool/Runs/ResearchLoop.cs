using AutoResearch.Builds;
using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Publishing.Sync;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>What the verbs that run experiments do; the caller holds the experiment lock.</summary>
internal sealed class ResearchLoop(
    ResearchWorkspace workspace,
    IExperimentObserver observer,
    ToolClock clock,
    SandboxPolicy sandbox,
    CancellationToken cancellation
)
{
    private readonly ExperimentWay way = new(workspace, observer, clock, cancellation);
    private readonly Hooks hooks = new(workspace, observer, cancellation);

    /// <summary>Takes the change in the working tree through one experiment; measures a baseline first where none compares.</summary>
    public Concluded Step(string? description)
    {
        workspace.Repository.RequireResearchBranch();
        var files = Capture.Changes(workspace);
        return Step(incumbent => Capture.Candidate(workspace, description, files, incumbent.Conditions.Lock, incumbent));
    }

    /// <summary>The same with a proposal; the working tree is not used.</summary>
    public Concluded Step(Proposal proposal, Origin origin)
    {
        // The time that proposing took is recorded separately, so it is not counted here.
        _ = clock.Take();
        workspace.Repository.RequireResearchBranch();
        return Step(incumbent => Capture.Proposed(workspace, proposal, origin, incumbent.Conditions.Lock, incumbent));
    }

    /// <summary>Measures the research branch, unless an experiment that compares stands for it already.</summary>
    /// <returns>The experiment that the branch stands on, and whether it was measured now.</returns>
    /// <param name="anew">Begins a ledger even where a remote has one.</param>
    public (ExperimentRecord Record, bool IsNew) EnsureBaseline(bool anew = false)
    {
        // Time spent before, such as on making and building a project, is no cost of the experiment.
        _ = clock.Take();
        workspace.Repository.RequireResearchBranch();
        var lockId = CheckedLock();
        RequireMachine();
        return Incumbent(lockId) is { } incumbent ? (incumbent, false) : (Baseline(lockId, anew), true);
    }

    private Concluded Step(Func<ExperimentRecord, Captured> capture)
    {
        var lockId = CheckedLock();
        RequireMachine();
        var incumbent = Incumbent(lockId) ?? Baseline(lockId);
        if (incumbent.Metric is null)
            return new Concluded(incumbent, "", false);
        try
        {
            return Go(capture(incumbent));
        }
        catch (DeviceChangedException change)
        {
            observer.Notice($"{change.Message}: measuring a new baseline first, because results on different devices do not compare.");
            var anew = Baseline(lockId, threads: change.Threads);
            return anew.Metric is null ? new Concluded(anew, "", false) : Go(capture(anew));
        }
    }

    private Concluded Go(Captured captured)
    {
        hooks.Before(captured);
        var concluded = way.Go(captured);
        hooks.After(concluded);
        return concluded;
    }

    // Says what this machine lacks before a branch or a slot is made.
    private void RequireMachine()
    {
        Sdk.Use(workspace.Folder);
        sandbox.Apply(workspace.Program.Sandbox);
        workspace.RequireDiskSpace();
    }

    private string CheckedLock() =>
        ResearchWorkspace.LockId(LockCheck.Verify(workspace.Repository, workspace.Repository.HeadCommit, workspace.Program));

    private ExperimentRecord Baseline(string lockId, bool anew = false, int? threads = null)
    {
        if (!anew)
            LedgerElsewhere.Refuse(workspace, cancellation);
        Concluded concluded;
        try
        {
            concluded = Go(Capture.Baseline(workspace, lockId) with { Threads = threads });
        }
        catch (DeviceChangedException change) when (threads is null)
        {
            observer.Notice($"{change.Message}: measuring the baseline again.");
            return Baseline(lockId, anew, change.Threads);
        }

        if (concluded.Record.Metric is null && concluded.Record.Status != ExperimentStatus.Interrupted)
        {
            throw new ResearchException(
                Codes.BaselineFailed,
                $"The baseline gave no score ({concluded.Record.Status.Name()}): {concluded.Record.Reason}. Mend it on "
                    + $"{workspace.Repository.Branch}: edit and commit {string.Join(", ", workspace.Program.Editable)}, or 'dotnet "
                    + $"autoresearch lock' if a locked file or a package changed. Then run "
                    + $"the command again; 'dotnet autoresearch show {concluded.Record.Number}' has the details."
            );
        }

        return concluded.Record;
    }

    // The experiment that the research branch stands on, if a candidate can be compared with it.
    private ExperimentRecord? Incumbent(string lockId)
    {
        var incumbent = workspace.Ledger.Records.Incumbent();
        if (incumbent is null)
            return null;
        var now = new Conditions(lockId, workspace.Program.Budget.ToString(), incumbent.Conditions.Device);
        var difference = now.DifferenceFrom(incumbent.Conditions);
        var moved = workspace.Program.Editable.FirstOrDefault(file =>
            workspace.Repository.Commits.BlobId(incumbent.Commit, file)
            != workspace.Repository.Commits.BlobId(workspace.Repository.HeadCommit, file)
        );
        if (difference.Length == 0 && moved is null)
            return incumbent;
        observer.Notice(
            difference.Length > 0
                ? $"Since experiment {incumbent.Number:0000}, {difference} changed: measuring a new baseline first."
                : $"{moved} on {workspace.Repository.Branch} is not the one of experiment "
                    + $"{incumbent.Number:0000}: measuring a new baseline first."
        );
        return null;
    }
}
