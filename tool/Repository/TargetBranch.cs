using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// Finds the branch that results are to be merged into, as this repository last saw it. The remote is that of the checked-out branch, else
/// <c>origin</c>, else the only one. The branch is the one that is named, else the remote's default branch, else the one that the
/// checked-out branch follows, else the remote's main or master.
/// </summary>
internal sealed class TargetBranch(GitRepository repository)
{
    private static readonly string[] UsualNames = ["main", "master"];

    private LibGit2Sharp.Repository Git => repository.Git;

    /// <param name="named">The branch's name on the remote, or null for the default.</param>
    /// <param name="beginning">Where the research began: stands in for the target in a repository without a remote.</param>
    /// <exception cref="ResearchException">There is no such branch, or none that could be meant.</exception>
    public PublishTarget Find(string? named, string beginning)
    {
        if (RemoteName() is not { } remote)
            return Local(named, beginning);
        if (named is not null)
            return OnRemote(remote, Stripped(named, remote)) ?? throw Missing(remote, named);
        foreach (var name in (string?[])[DefaultBranch(remote), Upstream(remote), .. UsualNames])
        {
            if (name is not null && OnRemote(remote, name) is { } target)
                return target;
        }

        throw new ResearchException(
            Codes.NoTarget,
            $"Into which branch of {remote} results are to be merged cannot be told: {Known(remote)}. Fetch "
                + $"them ('git fetch {remote}'), or name one: --base BRANCH."
        );
    }

    /// <summary>The remote that the checked-out branch belongs to; null in a repository without one.</summary>
    /// <exception cref="ResearchException">There are several, and none is meant more than the others.</exception>
    public string? RemoteName()
    {
        var names = Git.Network.Remotes.Select(remote => remote.Name).ToList();
        if (!repository.IsUnborn && Git.Head is { IsTracking: true, RemoteName: { } followed } && names.Contains(followed))
            return followed;
        if (names.Contains("origin"))
            return "origin";
        return names.Count switch
        {
            0 => null,
            1 => names[0],
            _ => throw new ResearchException(
                Codes.NoTarget,
                $"There are several remotes ({string.Join(", ", names)}) and none of them is origin. Say which one {repository.Branch} "
                    + $"belongs to: git branch --set-upstream-to REMOTE/BRANCH."
            ),
        };
    }

    // A user may write the branch's name, or that of the remote's copy: 'main' or 'origin/main'.
    private string Stripped(string named, string remote) =>
        Tip(remote, named) is null && named.StartsWith(remote + "/", StringComparison.Ordinal) ? named[(remote.Length + 1)..] : named;

    private string? DefaultBranch(string remote) =>
        Git.Refs[$"refs/remotes/{remote}/HEAD"] is SymbolicReference { TargetIdentifier: { } target }
        && target.StartsWith($"refs/remotes/{remote}/", StringComparison.Ordinal)
            ? target[$"refs/remotes/{remote}/".Length..]
            : null;

    private string? Upstream(string remote) =>
        Git.Head is { IsTracking: true, UpstreamBranchCanonicalName: { } name }
        && Git.Head.RemoteName == remote
        && name.StartsWith("refs/heads/", StringComparison.Ordinal)
            ? name["refs/heads/".Length..]
            : null;

    private PublishTarget? OnRemote(string remote, string name) =>
        Tip(remote, name) is { } tip ? new PublishTarget(remote, name, tip.Sha) : null;

    private Commit? Tip(string remote, string name) => Commit($"refs/remotes/{remote}/{name}");

    private Commit? Commit(string reference) =>
        Reference.IsValidName(reference) ? Git.Refs[reference]?.ResolveToDirectReference()?.Target as Commit : null;

    private PublishTarget Local(string? named, string beginning)
    {
        if (named is null)
            return new PublishTarget(null, repository.Branch, beginning);
        return Commit($"refs/heads/{named}") is { } tip
            ? new PublishTarget(null, named, tip.Sha)
            : throw new ResearchException(
                Codes.NoTarget,
                $"There is no branch '{named}', and no remote that could have one. 'git branch' lists those that there are."
            );
    }

    private ResearchException Missing(string remote, string named) =>
        new(
            Codes.NoTarget,
            $"{remote} has no branch '{named}', as far as this repository knows: {Known(remote)}. If it is new there, fetch it: git "
                + $"fetch {remote}. Else name another one: --base BRANCH."
        );

    private string Known(string remote)
    {
        const int most = 10;
        var names = Git
            .Refs.FromGlob($"refs/remotes/{remote}/*")
            .Select(reference => reference.CanonicalName[$"refs/remotes/{remote}/".Length..])
            .Where(name => name != "HEAD" && !name.StartsWith("autoresearch/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0
            ? "it knows none"
            : $"it knows {string.Join(", ", names.Take(most))}{(names.Count > most ? " and others" : "")}";
    }
}
