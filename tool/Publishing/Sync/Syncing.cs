using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>
/// Brings the ledger and the experiments' commits to a remote and back. In this repository the ledger moves last, on the remote all
/// moves at once: a kill at any moment leaves each as it was or as it is to be, and the next sync does the rest. The caller holds the
/// experiment lock.
/// </summary>
internal sealed class Syncing(ResearchWorkspace workspace, INotices observer, CancellationToken cancellation)
{
    // Weights may be large and lines slow; whoever waits can interrupt.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    // Somebody else may publish between the look and the push, and again.
    private const int Tries = 5;

    // The length of a command line is limited.
    private const int RefsAtOnce = 150;

    public SyncReport Run(SyncOptions options)
    {
        var name = Named(options.Remote);
        var remote = new RemoteResearch(workspace.Repository, name, Patience);
        var received = 0;
        var renumbered = new List<Renumbered>();
        for (var attempt = 1; ; attempt++)
        {
            observer.Notice($"Looking at {name} …");
            var (looked, refs) = remote.Look(cancellation);
            SyncTroubles.ThrowUnlessDone(looked, name);
            var there = refs!;
            if (there.Ledger is null && workspace.Ledger.Commit is null)
            {
                throw new ResearchException(
                    Codes.NothingToSync,
                    $"Neither this repository nor {name} has a ledger yet. Measure a baseline first: dotnet autoresearch init"
                );
            }

            var theirs = Take(name, remote, there, options.SetAside, renumbered, out var common);
            received += theirs - common;
            var unpublished = workspace.Ledger.Records.Count - theirs;
            if (!options.FetchOnly)
            {
                var pushed = Send(remote, there, theirs);
                if (pushed.Outcome == PushOutcome.Stale && attempt < Tries)
                    continue;
                SyncTroubles.ThrowUnlessDone(pushed, name);
            }

            var weights = options.Weights
                ? new WeightsTravel(workspace, name, remote, observer, cancellation).Run(there, send: !options.FetchOnly)
                : null;
            return new SyncReport(
                name,
                workspace.Ledger.Records.Count,
                received,
                options.FetchOnly ? 0 : unpublished,
                options.FetchOnly ? unpublished : 0,
                renumbered,
                weights,
                Standing(there.Branch)
            );
        }
    }

    private string Named(string? asked)
    {
        if (asked is not null)
        {
            var known = workspace.Repository.Remotes;
            return known.Contains(asked)
                ? asked
                : throw new ResearchException(
                    Codes.NoRemote,
                    $"There is no remote '{asked}'. {(known.Count > 0 ? $"There are: {string.Join(", ", known)}. " : "")}"
                        + "Add one: git remote add NAME ADDRESS"
                );
        }

        return new TargetBranch(workspace.Repository).RemoteName()
            ?? throw new ResearchException(
                Codes.NoRemote,
                "This repository has no remote to bring the ledger to or from. Add one, a bare "
                    + "repository on a disk for example: git remote add origin ADDRESS"
            );
    }

    /// <returns>The rows of the remote's ledger.</returns>
    private int Take(string name, RemoteResearch remote, RemoteRefs there, bool setAside, List<Renumbered> renumbered, out int common)
    {
        var wanted = there
            .Experiments.Where(entry => workspace.Refs.Find(entry.Key) != entry.Value)
            .Select(entry => ExperimentRefs.RefName(entry.Key))
            .ToList();
        if (there.Ledger is { } ledger && ledger != workspace.Ledger.Commit)
            wanted.Add(LedgerBranch.RefName);
        if (wanted.Count > 0)
            observer.Notice($"Fetching from {name} …");
        SyncTroubles.ThrowUnlessDone(remote.Fetch(wanted, cancellation), name);
        var planned = new SyncPlan(workspace, name, there).Of(setAside);
        RequireDelivered(planned);
        planned.Pending?.Run(workspace);
        renumbered.AddRange(planned.Renumbered);
        common = planned.Common;
        return there.Ledger is { } tip ? ResultsTable.Parse(workspace.Repository.Commits.ReadText(tip, Ledger.Results) ?? "").Count : 0;
    }

    // The outbox files what waits under the experiment's number, so a number in it must not change.
    private void RequireDelivered(Planned planned)
    {
        var moved = planned.Renumbered.Select(entry => entry.From).ToHashSet();
        if (new PublishOutbox(workspace.StateFolder).All.FirstOrDefault(intent => moved.Contains(intent.Experiment)) is { } waiting)
        {
            throw new ResearchException(
                Codes.LedgersParted,
                $"Experiment {waiting.Experiment:0000} waits to be published and would get another number. "
                    + "Deliver it first: dotnet autoresearch pr --retry"
            );
        }
    }

    // The ledger is pushed with the last of the commits that its rows name, so the remote never has a row whose commit is missing.
    private PushResult Send(RemoteResearch remote, RemoteRefs there, int published)
    {
        var refs = new List<RefPush>();
        foreach (var record in workspace.Ledger.Records)
        {
            var expected = there.Experiments.GetValueOrDefault(record.Number);
            if (expected == record.Commit || (record.Number <= published && expected is not null))
                continue;
            if (workspace.Repository.Commits.Exists(record.Commit))
                refs.Add(new RefPush(record.Commit, ExperimentRefs.RefName(record.Number), expected));
        }

        var ledger = workspace.Ledger.Commit!;
        if (ledger != there.Ledger)
            refs.Add(new RefPush(ledger, LedgerBranch.RefName, there.Ledger));
        if (refs.Count > 0)
            observer.Notice($"Sending {refs.Count} refs …");
        foreach (var batch in refs.Chunk(RefsAtOnce))
        {
            var result = remote.Push(batch, cancellation);
            if (result.Outcome != PushOutcome.Done)
                return result;
        }

        return new PushResult(PushOutcome.Done, "");
    }

    private BranchStanding Standing(string? there)
    {
        var repository = workspace.Repository;
        var apart = there is null || repository.IsUnborn ? null : repository.Commits.Apart(repository.HeadCommit, there);
        return new BranchStanding(repository.Branch, there is not null, apart?.First, apart?.Second);
    }
}
