using System.Security.Cryptography;
using AutoResearch.Research.Ledger;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>The history and the content of commits, for an audit. What was read once is cached.</summary>
internal sealed class CommitGraph(GitRepository repository)
{
    private readonly Dictionary<string, string> hashes = new(StringComparer.Ordinal);

    private LibGit2Sharp.Repository Git => repository.Git;

    public bool Exists(string commit) => Find(commit) is not null;

    public IReadOnlyList<string> Parents(string commit) => [.. Find(commit)!.Parents.Select(parent => parent.Sha)];

    /// <summary>Every commit that can be reached from one, itself included.</summary>
    public IReadOnlySet<string> Ancestors(string commit) =>
        Git
            .Commits.QueryBy(new CommitFilter { IncludeReachableFrom = commit })
            .Select(ancestor => ancestor.Sha)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The branches of this repository that hold a commit, other than those of the tool.</summary>
    public IReadOnlyList<string> BranchesWith(string commit) =>
        [
            .. Git
                .Branches.Where(branch =>
                    branch.Tip is not null
                    && !branch.FriendlyName.Contains("autoresearch/", StringComparison.Ordinal)
                    && Git.ObjectDatabase.FindMergeBase(branch.Tip, Find(commit)!)?.Sha == commit
                )
                .Select(branch => branch.FriendlyName),
        ];

    /// <summary>Lower-case hexadecimal SHA-256 of every file of a commit, by path.</summary>
    public IReadOnlyDictionary<string, string> Hashes(string commit)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        AddFiles(Find(commit)!.Tree, files);
        return files;
    }

    /// <summary>The ledger's branch, oldest commit first, without the side branches of merges.</summary>
    public IEnumerable<LedgerVersion> LedgerVersions()
    {
        var commits = new Stack<Commit>();
        for (var commit = Git.Branches[LedgerBranch.Name]?.Tip; commit is not null; commit = commit.Parents.FirstOrDefault())
            commits.Push(commit);
        Tree? before = null;
        while (commits.TryPop(out var commit))
        {
            var (older, pages, table) = (before, commit["experiments"]?.Target as Tree, commit["results.tsv"]);
            yield return new LedgerVersion(
                commit.Sha,
                table is null ? 0 : Git.ObjectDatabase.RetrieveObjectMetadata(table.Target.Id).Size,
                () => (table?.Target as Blob)?.GetContentText(),
                commits.Count > 0 ? path => commit[path]?.Target.Sha : Index(pages),
                () => Changes(older, pages)
            );
            before = pages;
        }
    }

    // The newest version is asked for all of its pages, and each look-up in the tree would search the whole folder.
    private static Func<string, string?> Index(Tree? pages)
    {
        var ids = new Lazy<Dictionary<string, string>>(() =>
            (pages ?? Enumerable.Empty<TreeEntry>()).ToDictionary(
                page => $"experiments/{page.Name}",
                page => page.Target.Sha,
                StringComparer.Ordinal
            )
        );
        return path => ids.Value.GetValueOrDefault(path);
    }

    private Dictionary<string, string?> Changes(Tree? before, Tree? after) =>
        Git
            .Diff.Compare<TreeChanges>(before, after, new CompareOptions { Similarity = SimilarityOptions.None })
            .ToDictionary(change => $"experiments/{change.Path}", change => change.Exists ? change.Oid.Sha : null, StringComparer.Ordinal);

    // A row of the ledger may hold any text: only a full id of 40 digits names a commit here, never the name of a branch.
    private Commit? Find(string commit) => ObjectId.TryParse(commit, out var id) ? Git.Lookup<Commit>(id) : null;

    private void AddFiles(Tree tree, Dictionary<string, string> files)
    {
        foreach (var entry in tree)
        {
            if (entry.Target is Tree folder)
                AddFiles(folder, files);
            else if (entry.Target is Blob blob)
                files.Add(entry.Path, Hash(blob));
        }
    }

    private string Hash(Blob blob)
    {
        if (hashes.TryGetValue(blob.Sha, out var known))
            return known;
        using var content = blob.GetContentStream();
        return hashes[blob.Sha] = Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
