using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Workspace;

namespace AutoResearch.Publishing.Sync;

/// <summary>A ledger that is not in this repository, but on a remote of it: what a clone has.</summary>
internal static class LedgerElsewhere
{
    // Short, because somebody waits for the status. Having no network is not an error here.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where this repository has no ledger, begins one with the copy of a remote's ledger that git fetched.</summary>
    public static void TakeUp(ResearchWorkspace workspace, INotices observer)
    {
        if (workspace.Ledger.Commit is not null || workspace.Ledger.OfRemote() is not var (remote, commit))
            return;
        workspace.Ledger.MoveTo(commit, []);
        observer.Notice(
            $"The ledger of {remote} was taken up, with {workspace.Ledger.Records.Count} experiments. "
                + $"'dotnet autoresearch sync {remote}' brings what is new there and the experiments' "
                + $"commits, with --weights their weights as well."
        );
    }

    /// <summary>Says where commits of experiments are to be had, in a clone that took the ledger up without them.</summary>
    public static void SayWhatIsMissing(ResearchWorkspace workspace, INotices observer)
    {
        if (workspace.Repository.Remotes.OrderBy(name => name != "origin").FirstOrDefault() is not { } remote)
            return;
        var here = workspace.Refs.All();
        var missing = workspace.Ledger.Records.Count(record => !here.ContainsKey(record.Number));
        if (missing > 0)
            observer.Notice(
                $"The commits of {missing} experiments are not in this repository: 'dotnet autoresearch sync {remote}' brings them."
            );
    }

    /// <summary>The remote that has a ledger where this repository has none; null where there is none, or none can be asked.</summary>
    public static string? Find(ResearchWorkspace workspace, CancellationToken cancellation = default)
    {
        if (workspace.Ledger.Commit is not null)
            return null;
        return workspace
            .Repository.Remotes.OrderBy(name => name != "origin")
            .FirstOrDefault(remote =>
                new RemoteResearch(workspace.Repository, remote, Patience).Look(cancellation).Refs?.Ledger is not null
            );
    }

    /// <summary>Throws where a first experiment would begin a second ledger beside the one on a remote.</summary>
    public static void Refuse(ResearchWorkspace workspace, CancellationToken cancellation)
    {
        if (Find(workspace, cancellation) is { } remote)
        {
            throw new ResearchException(
                Codes.LedgerElsewhere,
                $"{Says(remote)} To begin another one at 0001 in its place here: dotnet autoresearch init --new-ledger"
            );
        }
    }

    /// <summary>What to do where a remote has the ledger.</summary>
    public static string Says(string remote) =>
        $"This clone has no ledger, and {remote} has one: 'dotnet autoresearch sync {remote}' brings it, with the experiments' commits.";
}
