using AutoResearch.Builds;
using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Publishing.Sync;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>What the verbs that run experiments do, or one slot of a run does; the caller holds the experiment lock.</summary>
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

    /// <summary>What of the machine it trains on.</summary>
    public SlotShare Share { get; init; } = SlotShare.Whole;

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
        return Step(incumbent => Capture.Proposed(workspace, proposal, origin, incumbent));
    }

    /// <summary>Takes a proposal through an experiment, except for its end, while other slots do the same.</summary>
    /// <exception cref="DeviceChangedException">It would not compare with the incumbent.</exception>
    public Decided Judge(Proposal proposal, Origin origin, ExperimentRecord incumbent)
    {
        _ = clock.Take();
        var captured = OnShare(Capture.Proposed(workspace, proposal, origin, incumbent));
        hooks.Before(captured);
        return way.Judge(captured);
    }

    /// <summary>Concludes an experiment and those that waited for it, in the order of their numbers; none while it has to wait
    /// itself.</summary>
    public IEnumerable<Concluded> Conclude(Decided decided) => AndReady(way.TryConclude(decided));

    /// <summary>Concludes what waited for an experiment that was undone.</summary>
    public IEnumerable<Concluded> Conclude() => AndReady(null);

    /// <summary>The experiment that the research branch stands on, if a candidate can be compared with it now.</summary>
    public ExperimentRecord? Current()
    {
        workspace.Repository.RequireResearchBranch();
        var lockId = CheckedLock();
        RequireMachine();
        return Incumbent(lockId, out _);
    }

    /// <summary>Measures a new baseline because runs are made on another device from now on.</summary>
    public ExperimentRecord BaselineOnOtherDevice(DeviceChangedException change)
    {
        observer.Notice($"{change.Message}: measuring a new baseline first, because results on different devices do not compare.");
        return Baseline(CheckedLock(), threads: change.Threads);
    }

    /// <summary>Measures the research branch, unless an experiment that compares stands for it already.</summary>
    /// <returns>The experiment that the branch stands on, and whether it was measured now.</returns>
    /// <param name="anew">Begins a ledger even where a remote has one.</param>
    public (ExperimentRecord Record, bool IsNew) EnsureBaseline(bool anew = false)
    {
        // Time spent before, such as on making and building a project, is no cost of the experiment.
        _ = clock.Take();
        workspace.Repository.RequireResearchBranch();
        return Measured(anew);
    }

    private Concluded Step(Func<ExperimentRecord, Captured> capture)
    {
        var incumbent = Measured().Record;
        if (incumbent.Metric is null)
            return new Concluded(incumbent, "", false);
        try
        {
            return Go(capture(incumbent));
        }
        catch (DeviceChangedException change)
        {
            var anew = BaselineOnOtherDevice(change);
            return anew.Metric is null ? new Concluded(anew, "", false) : Go(capture(anew));
        }
    }

    private (ExperimentRecord Record, bool IsNew) Measured(bool anew = false)
    {
        var lockId = CheckedLock();
        RequireMachine();
        if (Incumbent(lockId, out var problem) is { } incumbent)
            return (incumbent, false);
        if (problem is not null)
            observer.Notice(problem);
        return (Baseline(lockId, anew), true);
    }

    private Concluded Go(Captured captured)
    {
        hooks.Before(captured);
        var concluded = way.Go(OnShare(captured));
        hooks.After(concluded);
        return concluded;
    }

    private IEnumerable<Concluded> AndReady(Concluded? first)
    {
        var waited = Conclusion.Ready(workspace, observer);
        foreach (var concluded in first is null ? waited : waited.Prepend(first))
        {
            hooks.After(concluded);
            yield return concluded;
        }
    }

    private Captured OnShare(Captured captured) =>
        captured with
        {
            Slot = Share.Number,
            IsBesideOthers = Share.Of > 1,
            Threads = captured.Threads ?? Share.Threads,
            Program = Share.Device is { } device ? captured.Program with { Device = device } : captured.Program,
        };

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

    // The experiment that the research branch stands on, if a candidate can be compared with it; else why not, where there is one.
    private ExperimentRecord? Incumbent(string lockId, out string? problem)
    {
        problem = null;
        var incumbent = workspace.Ledger.Records.Incumbent();
        if (incumbent is null)
            return null;
        var now = new Conditions(lockId, workspace.Program.Budget.ToString(), incumbent.Conditions.Device);
        var difference = now.DifferenceFrom(incumbent.Conditions);
        var moved = workspace.Program.Editable.FirstOrDefault(file =>
            workspace.Repository.Commits.BlobId(incumbent.Commit, file)
            != workspace.Repository.Commits.BlobId(workspace.Repository.HeadCommit, file)
        );
        var threads = DeviceClasses.Threads(incumbent.Conditions.Device);
        if (difference.Length == 0 && moved is null && (threads is null || threads == (Share.Threads ?? threads)))
            return incumbent;
        problem =
            difference.Length > 0 ? $"Since experiment {incumbent.Number:0000}, {difference} changed: measuring a new baseline first."
            : moved is not null
                ? $"{moved} on {workspace.Repository.Branch} is not the one of experiment {incumbent.Number:0000}: measuring a new "
                    + "baseline first."
            : $"Experiment {incumbent.Number:0000} trained on {incumbent.Conditions.Device}, and each slot has {Share.Threads}: measuring "
                + "a new baseline first.";
        return null;
    }
}
