using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>The branch <c>autoresearch/log</c>: commits of text files, made without a working tree.</summary>
internal sealed class LedgerBranch(GitRepository repository)
{
    public const string Name = "autoresearch/log";

    private const string RefName = "refs/heads/" + Name;

    private LibGit2Sharp.Repository Git => repository.Git;

    private Commit? Tip => Git.Refs[RefName]?.ResolveToDirectReference()?.Target as Commit;

    public bool Exists => Tip is not null;

    /// <summary>The text of a file on the branch, or null.</summary>
    public string? Read(string path) => (Tip?[path]?.Target as Blob)?.GetContentText();

    /// <summary>Reads the files of a folder as the branch holds them now, by path. Asked for one at a time, each would search the whole folder.</summary>
    public Func<string, string?> Reader(string folder)
    {
        var blobs = Tip?[folder]?.Target is Tree tree
            ? tree.Where(entry => entry.TargetType == TreeEntryTargetType.Blob).ToDictionary(entry => $"{folder}/{entry.Name}", entry => entry.Target.Id, StringComparer.Ordinal)
            : [];
        return path => blobs.TryGetValue(path, out var id) ? Git.Lookup<Blob>(id)?.GetContentText() : null;
    }

    /// <summary>The paths of the files in a folder of the branch.</summary>
    public IReadOnlyList<string> Files(string folder) => Tip?[folder]?.Target is Tree tree ? [.. tree.Select(entry => $"{folder}/{entry.Name}")] : [];

    /// <summary>Adds one commit that writes the given files; the branch moves in one step or not at all.</summary>
    public void Commit(IReadOnlyDictionary<string, string> files, string message)
    {
        var parent = Tip;
        var definition = parent is null ? new TreeDefinition() : TreeDefinition.From(parent);
        foreach (var (path, text) in files)
        {
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
            definition.Add(path, Git.ObjectDatabase.CreateBlob(content), Mode.NonExecutableFile);
        }

        var signature = repository.Signature();
        var tree = Git.ObjectDatabase.CreateTree(definition);
        var commit = Git.ObjectDatabase.CreateCommit(signature, signature, message, tree, parent is null ? [] : [parent], prettifyMessage: true);
        Git.Refs.Add(RefName, commit.Id, "ledger: " + message, allowOverwrite: true);
    }
}
