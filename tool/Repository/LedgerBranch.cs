using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>The branch <c>autoresearch/log</c>: commits of text files, made without a working tree.</summary>
internal sealed class LedgerBranch(GitRepository repository)
{
    public const string Name = "autoresearch/log";

    public const string RefName = "refs/heads/" + Name;

    private LibGit2Sharp.Repository Git => repository.Git;

    private Commit? Tip => Git.Refs[RefName]?.ResolveToDirectReference()?.Target as Commit;

    public bool Exists => Tip is not null;

    /// <summary>The commit that the branch points to, or null.</summary>
    public string? TipCommit => Tip?.Sha;

    /// <summary>The text of a file on the branch, or null.</summary>
    public string? Read(string path) => (Tip?[path]?.Target as Blob)?.GetContentText();

    /// <summary>Reads the files of a folder as the branch holds them now, by path. <see cref="Read"/> would search the whole folder for
    /// each of them.</summary>
    public Func<string, string?> Reader(string folder)
    {
        var blobs = Tip?[folder]?.Target is Tree tree
            ? tree.Where(entry => entry.TargetType == TreeEntryTargetType.Blob)
                .ToDictionary(entry => $"{folder}/{entry.Name}", entry => entry.Target.Id, StringComparer.Ordinal)
            : [];
        return path => blobs.TryGetValue(path, out var id) ? Git.Lookup<Blob>(id)?.GetContentText() : null;
    }

    /// <summary>The paths of the files in a folder of the branch.</summary>
    public IReadOnlyList<string> Files(string folder) =>
        Tip?[folder]?.Target is Tree tree ? [.. tree.Select(entry => $"{folder}/{entry.Name}")] : [];

    /// <summary>Adds one commit that writes the given files; the branch moves in one step or not at all.</summary>
    public void Commit(IReadOnlyDictionary<string, string> files, string message) =>
        Git.Refs.Add(RefName, new ObjectId(CommitOn(Tip?.Sha, files, message)), "ledger: " + message, allowOverwrite: true);

    /// <summary>Makes such a commit and moves nothing.</summary>
    /// <param name="parent">The commit that it follows; null for a first one.</param>
    /// <returns>The new commit.</returns>
    public string CommitOn(string? parent, IReadOnlyDictionary<string, string> files, string message)
    {
        var before = parent is null ? null : Git.Lookup<Commit>(parent);
        var definition = before is null ? new TreeDefinition() : TreeDefinition.From(before);
        foreach (var (path, text) in files)
        {
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
            definition.Add(path, Git.ObjectDatabase.CreateBlob(content), Mode.NonExecutableFile);
        }

        var signature = repository.Signature();
        var tree = Git.ObjectDatabase.CreateTree(definition);
        return Git
            .ObjectDatabase.CreateCommit(signature, signature, message, tree, before is null ? [] : [before], prettifyMessage: true)
            .Sha;
    }

    /// <summary>Moves the branch to this commit.</summary>
    public void MoveTo(string commit) => Git.Refs.Add(RefName, new ObjectId(commit), "ledger: from a remote", allowOverwrite: true);

    /// <summary>The last commit that the branch and another one have in common; null where there is none.</summary>
    public string? MergeBase(string other) =>
        Tip is { } tip && Git.Lookup<Commit>(other) is { } commit ? Git.ObjectDatabase.FindMergeBase(tip, commit)?.Sha : null;

    /// <summary>The copy of a remote's ledger that git fetched with its branches, that of origin before others; null where there is
    /// none.</summary>
    public (string Remote, string Commit)? OfRemote()
    {
        foreach (var remote in Git.Network.Remotes.Select(remote => remote.Name).OrderBy(name => name != "origin"))
        {
            if (Git.Refs[$"refs/remotes/{remote}/{Name}"]?.ResolveToDirectReference()?.Target is Commit tip)
                return (remote, tip.Sha);
        }

        return null;
    }
}
