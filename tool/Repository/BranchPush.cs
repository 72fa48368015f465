namespace AutoResearch.Repository;

/// <summary>
/// Pushes one branch, and nothing else, with the user's own git: it knows their keys, proxies and certificates, can be ended when a
/// server hangs, and replaces a branch only where the server still has the expected commit. The user's hooks are not run, because they
/// would see the token.
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="secret">A token for an https remote; null to leave it to ssh.</param>
/// <param name="patience">How long one exchange may take.</param>
internal sealed class BranchPush(string folder, string? secret, TimeSpan patience)
{
    private readonly GitExchange git = new(folder, secret, patience);

    /// <summary>The tips of some of a remote's branches; those that are not there are left out.</summary>
    public (PushResult Result, IReadOnlyDictionary<string, string> Tips) Tips(
        string remote,
        IReadOnlyList<string> branches,
        CancellationToken cancellation
    )
    {
        var result = git.Run(["ls-remote", "--refs", remote, .. branches.Select(branch => $"refs/heads/{branch}")], cancellation);
        var tips = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in result.Outcome == PushOutcome.Done ? result.Output.Split('\n') : [])
        {
            if (
                line.Split('\t') is [{ Length: 40 } commit, var name]
                && name.Trim() is var reference
                && reference.StartsWith("refs/heads/", StringComparison.Ordinal)
            )
                tips[reference["refs/heads/".Length..]] = commit;
        }

        return (result, tips);
    }

    /// <summary>Makes a branch of the remote point to the commit of a local ref.</summary>
    /// <param name="replaced">The commit that the branch has there now; null where it must not be there.</param>
    public PushResult Push(string remote, string reference, string branch, string? replaced, CancellationToken cancellation) =>
        git.Run(
            [
                "push",
                "--porcelain",
                "--no-verify",
                $"--force-with-lease=refs/heads/{branch}:{replaced}",
                remote,
                $"{reference}:refs/heads/{branch}",
            ],
            cancellation
        );
}
