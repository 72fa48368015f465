using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>Reads and makes commits.</summary>
internal sealed class Commits(GitRepository repository)
{
    private LibGit2Sharp.Repository Git => repository.Git;

    /// <summary>
    /// Commits the working tree's content of <paramref name="files"/> on the checked-out branch, and nothing else: what is
    /// staged of other files stays staged.
    /// </summary>
    public string CommitFiles(IReadOnlyList<string> files, string message)
    {
        var parent = repository.IsUnborn ? null : Git.Head.Tip;
        var commit = Create(parent, files, message);
        var branch = Git.Refs.Head.TargetIdentifier;
        // The index first: it may be in use, and then nothing has happened yet.
        repository.Stage(commit.Sha, files);
        Git.Refs.Add(branch, commit.Id, message, allowOverwrite: true);
        return commit.Sha;
    }

    /// <summary>
    /// Makes a commit on top of <paramref name="parent"/> that takes <paramref name="files"/> from the working tree, without
    /// touching the index, the working tree or any branch.
    /// </summary>
    public string CreateCandidate(string parent, IReadOnlyList<string> files, string message) =>
        Create(Git.Lookup<Commit>(parent), files, message).Sha;

    /// <summary>The same with texts that are in no file.</summary>
    public string CreateCandidate(string parent, IReadOnlyDictionary<string, string> contents, string message)
    {
        var commit = Git.Lookup<Commit>(parent);
        var definition = TreeDefinition.From(commit);
        foreach (var (path, text) in contents)
        {
            // With its path, so that line ends become what .gitattributes asks for.
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            definition.Add(path, Git.ObjectDatabase.CreateBlob(content, path), commit[path]?.Mode ?? Mode.NonExecutableFile);
        }

        return Create(commit, definition, message).Sha;
    }

    private Commit Create(Commit? parent, IReadOnlyList<string> files, string message)
    {
        var definition = parent is null ? new TreeDefinition() : TreeDefinition.From(parent);
        foreach (var file in files)
        {
            var path = Path.Combine(repository.WorkTree, file);
            if (File.Exists(path))
                definition.Add(file, Git.ObjectDatabase.CreateBlob(file), parent?[file]?.Mode ?? Mode.NonExecutableFile);
            else
                definition.Remove(file);
        }

        return Create(parent, definition, message);
    }

    private Commit Create(Commit? parent, TreeDefinition definition, string message)
    {
        var signature = repository.Signature();
        var tree = Git.ObjectDatabase.CreateTree(definition);
        return Git.ObjectDatabase.CreateCommit(signature, signature, message, tree, parent is null ? [] : [parent], prettifyMessage: true);
    }

    /// <summary>The text of a file in a commit, or null.</summary>
    public string? ReadText(string commit, string path) => (Resolve(commit)?[path]?.Target as Blob)?.GetContentText();

    /// <summary>The texts of the small files at the root of a commit, by path: sources and prose, no data.</summary>
    public IReadOnlyDictionary<string, string> ReadSmallTexts(string commit, Func<string, bool> wanted)
    {
        const long limit = 128 << 10;
        return Resolve(commit)!
            .Tree.Where(entry => entry.Target is Blob { IsBinary: false } blob && blob.Size <= limit && wanted(entry.Path))
            .ToDictionary(entry => entry.Path, entry => ((Blob)entry.Target).GetContentText(), StringComparer.Ordinal);
    }

    /// <summary>The git blob id of a file in a commit, or null.</summary>
    public string? BlobId(string commit, string path) => (Resolve(commit)?[path]?.Target as Blob)?.Sha;

    /// <summary>The names of the files in a folder of a commit; none where there is no such folder.</summary>
    public IReadOnlyList<string> FileNames(string commit, string folder) =>
        Resolve(commit)?[folder]?.Target is Tree tree
            ? [.. tree.Where(entry => entry.TargetType == TreeEntryTargetType.Blob).Select(entry => entry.Name)]
            : [];

    /// <summary>The bytes of a file in a commit, as they are stored.</summary>
    public (Stream Content, long Length) OpenRead(string commit, string path)
    {
        var blob = (Blob)Git.Lookup<Commit>(commit)[path].Target;
        return (blob.GetContentStream(), blob.Size);
    }

    public bool Exists(string commit) => Resolve(commit) is not null;

    /// <summary>How many commits only the first has, and only the second; null where the second is not in this repository.</summary>
    public (int First, int Second)? Apart(string first, string second)
    {
        if (Resolve(first) is not { } one || Resolve(second) is not { } other)
            return null;
        var divergence = Git.ObjectDatabase.CalculateHistoryDivergence(one, other);
        return divergence is { AheadBy: { } ahead, BehindBy: { } behind } ? (ahead, behind) : null;
    }

    /// <summary>Puts a file's content among the objects; nothing points to it.</summary>
    /// <returns>The blob's id.</returns>
    public string WriteBlob(string file)
    {
        using var content = File.OpenRead(file);
        return Git.ObjectDatabase.CreateBlob(content).Sha;
    }

    /// <summary>The bytes of a blob; null where it is not in this repository.</summary>
    public Stream? OpenBlob(string id) => Git.Lookup<Blob>(id)?.GetContentStream();

    /// <summary>Lower-case hexadecimal SHA-256 of every file of a commit, by path.</summary>
    public IReadOnlyDictionary<string, string> Hashes(string commit)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        AddHashes(Git.Lookup<Commit>(commit).Tree, hashes);
        return hashes;
    }

    /// <summary>The files that differ between two commits.</summary>
    public IReadOnlyList<string> ChangedPaths(string from, string to) =>
        [
            .. Git
                .Diff.Compare<TreeChanges>(Git.Lookup<Commit>(from).Tree, Git.Lookup<Commit>(to).Tree)
                .SelectMany(change => (string[])[change.OldPath, change.Path])
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The changes between two commits as a unified diff.</summary>
    public string Diff(string from, string to) =>
        Git.Diff.Compare<Patch>(Git.Lookup<Commit>(from)?.Tree, Git.Lookup<Commit>(to)?.Tree).Content;

    /// <summary>The same in numbers: the files, and the lines that were added and removed.</summary>
    public (IReadOnlyList<string> Files, int Added, int Removed) DiffSize(string from, string to)
    {
        var patch = Git.Diff.Compare<Patch>(Git.Lookup<Commit>(from)?.Tree, Git.Lookup<Commit>(to)?.Tree);
        return ([.. patch.Select(entry => entry.Path)], patch.LinesAdded, patch.LinesDeleted);
    }

    private Commit? Resolve(string commit) => Git.Lookup<Commit>(commit);

    private static void AddHashes(Tree tree, Dictionary<string, string> hashes)
    {
        foreach (var entry in tree)
        {
            if (entry.Target is Tree folder)
                AddHashes(folder, hashes);
            else if (entry.Target is Blob blob)
            {
                using var content = blob.GetContentStream();
                hashes.Add(entry.Path, Convert.ToHexStringLower(SHA256.HashData(content)));
            }
        }
    }
}
