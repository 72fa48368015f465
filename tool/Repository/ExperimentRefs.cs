using System.Globalization;
using AutoResearch.Research;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>The branches and refs of experiments. Each call can be repeated: recovery replays them.</summary>
internal sealed class ExperimentRefs(GitRepository repository)
{
    /// <summary>Branches that begin with this are the tool's own on a remote, and nothing else is pushed.</summary>
    public const string PublishedPrefix = "autoresearch/pr/";

    /// <summary>Where the candidate commits of experiments are named.</summary>
    public const string Folder = "refs/autoresearch/experiments/";

    private const string ReplacedFolder = "refs/autoresearch/replaced/";

    private LibGit2Sharp.Repository Git => repository.Git;

    public static string BranchName(int number, string slug) =>
        string.Create(CultureInfo.InvariantCulture, $"autoresearch/{number:0000}-{slug}");

    /// <summary>The branch on which a kept experiment is reviewed.</summary>
    public static string PublishedName(int number, string slug) =>
        string.Create(CultureInfo.InvariantCulture, $"{PublishedPrefix}{number:0000}-{slug}");

    public static string RefName(int number) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{number:0000}");

    /// <summary>
    /// Makes the candidate reachable for good. A number is taken again only when the ledger was taken back; the candidate
    /// that had it stays reachable under <c>refs/autoresearch/replaced</c>.
    /// </summary>
    public void Remember(int number, string commit)
    {
        if (Find(number) is { } earlier && earlier != commit)
            Git.Refs.Add(
                ReplacedName(number.ToString("0000", CultureInfo.InvariantCulture), earlier),
                new ObjectId(earlier),
                allowOverwrite: true
            );
        Git.Refs.Add(RefName(number), new ObjectId(commit), allowOverwrite: true);
    }

    public void Forget(int number)
    {
        if (Git.Refs[RefName(number)] is { } reference)
            Git.Refs.Remove(reference);
    }

    /// <summary>The ref that keeps a commit reachable that a number, or the log, no longer refers to.</summary>
    public static string ReplacedName(string what, string commit) => $"{ReplacedFolder}{what}-{commit[..12]}";

    /// <summary>Sets each ref to its id; null removes the ref.</summary>
    public void Set(IReadOnlyDictionary<string, string?> wanted)
    {
        foreach (var (name, id) in wanted)
        {
            if (id is not null)
                Git.Refs.Add(name, new ObjectId(id), allowOverwrite: true);
            else if (Git.Refs[name] is { } gone)
                Git.Refs.Remove(gone);
        }
    }

    /// <summary>The candidate commit of an experiment, or null.</summary>
    public string? Find(int number) => Git.Refs[RefName(number)]?.ResolveToDirectReference()?.TargetIdentifier;

    /// <summary>The candidate commits by the number of their experiment.</summary>
    public IReadOnlyDictionary<int, string> All()
    {
        var all = new SortedDictionary<int, string>();
        foreach (var reference in Git.Refs.FromGlob(Folder + "*"))
        {
            if (
                int.TryParse(reference.CanonicalName.AsSpan(Folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
                all[number] = reference.ResolveToDirectReference()?.TargetIdentifier ?? "";
        }

        return all;
    }

    public void CreateBranch(string name, string commit) => Git.Refs.Add("refs/heads/" + name, new ObjectId(commit), allowOverwrite: true);

    public void DeleteBranch(string name)
    {
        if (Git.Branches[name] is not null)
            Git.Refs.Remove("refs/heads/" + name);
    }

    /// <summary>
    /// Removes lock files that a killed run left on what only the tool writes, and on the research branch and the index that
    /// it was about to move. The caller holds the experiment lock, so none of them is in use by another run.
    /// </summary>
    public void RemoveStaleLocks(string researchBranch)
    {
        File.Delete(Path.Combine(repository.GitFolder, "index.lock"));
        File.Delete(Path.Combine(repository.CommonFolder, "refs", "heads", researchBranch + ".lock"));
        RemoveStaleLocks();
    }

    /// <summary>The same on what only the tool writes.</summary>
    public void RemoveStaleLocks()
    {
        var git = repository.CommonFolder;
        foreach (var folder in (string[])[Path.Combine(git, "refs", "heads", "autoresearch"), Path.Combine(git, "refs", "autoresearch")])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var stale in Directory.GetFiles(folder, "*.lock", SearchOption.AllDirectories))
                File.Delete(stale);
        }
    }

    /// <summary>
    /// Advances the research branch to hold the candidate: a fast-forward, or a merge commit if the branch moved meanwhile.
    /// </summary>
    /// <returns>False when the branch moved and the two conflict; nothing was changed then.</returns>
    public bool Merge(string branch, string candidate, string message)
    {
        var target = Git.Branches[branch]?.Tip
            ?? throw new ResearchException(
                Codes.BranchMoved,
                $"The research branch {branch} is gone. Recreate it, then run the command again."
            );
        var commit = Git.Lookup<Commit>(candidate);
        var common = Git.ObjectDatabase.FindMergeBase(target, commit);
        if (common?.Sha == candidate)
            return true;
        string merged;
        if (common?.Sha == target.Sha)
        {
            merged = candidate;
        }
        else
        {
            var result = Git.ObjectDatabase.MergeCommits(target, commit, new MergeTreeOptions());
            if (result.Status == MergeTreeStatus.Conflicts)
                return false;
            var signature = repository.Signature();
            merged = Git
                .ObjectDatabase.CreateCommit(signature, signature, message, result.Tree, [target, commit], prettifyMessage: true)
                .Sha;
        }

        Git.Refs.UpdateTarget(Git.Refs["refs/heads/" + branch], new ObjectId(merged), message);
        return true;
    }
}
