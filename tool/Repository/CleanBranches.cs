using System.Globalization;
using AutoResearch.Research;
using AutoResearch.Research.Publishing;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// Makes a branch of one commit for each kept experiment: its change, taken over (cherry-picked) onto the target branch. Where it does
/// not apply there, it is stacked on the branch of the nearest earlier experiment on which it does. Makes commits that nothing refers to,
/// and refs only when told to.
/// </summary>
/// <param name="kept">Every kept experiment, in order.</param>
internal sealed class CleanBranches(GitRepository repository, PublishTarget target, IReadOnlyList<KeptChange> kept)
{
    private readonly Dictionary<int, PublishedBranch?> found = [];
    private readonly ChangeTransfer transfer = new(repository);

    private LibGit2Sharp.Repository Git => repository.Git;

    /// <summary>The branch of one experiment.</summary>
    /// <exception cref="ResearchException">The target has the change already, or it applies nowhere.</exception>
    public PublishedBranch Find(int experiment)
    {
        var change = kept.Single(change => change.Experiment == experiment);
        if (Cached(change) is { } branch)
            return branch;
        if (IsIn(change))
            throw new ResearchException(
                Codes.AlreadyInBase,
                $"{target.Branch} already has the change of experiment {Number(experiment)}: there is nothing left to publish."
            );
        throw new ResearchException(
            Codes.DoesNotApply,
            $"The change of experiment {Number(experiment)} applies neither to {target.Branch} nor to "
                + $"the branch of an earlier kept experiment"
                + $"{Absent(change)}. If it builds on several of them, merge theirs into "
                + $"{target.Branch} first, fetch, and run the command again; "
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"'dotnet autoresearch show {experiment} --diff' prints the change, to be applied by hand."
                )
        );
    }

    /// <summary>Gives the commit of a branch a name that it can be pushed by: <see cref="Outbox"/>. The user's own branches are left
    /// alone.</summary>
    public void Offer(int experiment, PublishedBranch branch) =>
        Git.Refs.Add(Outbox(experiment), new ObjectId(branch.Commit), "publish", allowOverwrite: true);

    /// <summary>Remembers that the remote now has it.</summary>
    public void Delivered(int experiment, PublishedBranch branch)
    {
        Git.Refs.Add(Sent(experiment), new ObjectId(branch.Commit), "published", allowOverwrite: true);
        Git.Refs.Remove(Outbox(experiment));
    }

    /// <summary>The ref that names the commit to push for an experiment.</summary>
    public static string Outbox(int experiment) => $"refs/autoresearch/outbox/{Number(experiment)}";

    // The ref that names the commit that was pushed for it last.
    private static string Sent(int experiment) => $"refs/autoresearch/published/{Number(experiment)}";

    private Commit TargetCommit => Git.Lookup<Commit>(target.Commit);

    private PublishedBranch? Cached(KeptChange change) =>
        found.TryGetValue(change.Experiment, out var known) ? known : found[change.Experiment] = TryFind(change);

    // Null where the target has it already, and where it applies nowhere.
    private PublishedBranch? TryFind(KeptChange change) =>
        TryFind(change, transfer.CherryPick)
        // Where several earlier experiments changed neighbouring lines, git sees a conflict on each of their branches. Line by line,
        // the change may still apply.
        ?? (IsIn(change) ? null : TryFind(change, transfer.ByLine));

    private PublishedBranch? TryFind(KeptChange change, Func<KeptChange, Commit, Transferred> take)
    {
        var onTarget = take(change, TargetCommit);
        if (onTarget.Tree is not null)
            return onTarget.IsEmpty ? null : Make(change, onTarget.Tree, TargetCommit, target.Branch, null);
        foreach (var earlier in kept.Where(earlier => earlier.Experiment < change.Experiment).Reverse())
        {
            if (Cached(earlier) is not { } below)
                continue;
            var tip = Git.Lookup<Commit>(below.Commit);
            if (take(change, tip) is { Tree: { } tree, IsEmpty: false })
                return Make(change, tree, tip, below.Name, earlier.Experiment);
        }

        return null;
    }

    private bool IsIn(KeptChange change) => transfer.CherryPick(change, TargetCommit).IsEmpty;

    private PublishedBranch Make(KeptChange change, Tree tree, Commit onto, string baseName, int? baseExperiment)
    {
        var before = Git.Refs[Sent(change.Experiment)]?.ResolveToDirectReference()?.Target as Commit;
        var author = Git.Lookup<Commit>(change.Commit).Author;
        var signature = new Signature(author.Name, author.Email, change.Time);
        // Do not disturb a review only because the target moved on: keep the published commit while merging it gives the same result.
        var commit =
            before is not null && IsAsGood(before, change, signature, tree, onto)
                ? before
                : Git.ObjectDatabase.CreateCommit(signature, signature, change.Message, tree, [onto], prettifyMessage: false);
        var parent = commit.Parents.Single();
        var patch = Git.Diff.Compare<Patch>(parent.Tree, commit.Tree);
        return new PublishedBranch(
            change.Branch,
            commit.Sha,
            baseName,
            parent.Sha,
            baseExperiment is not null,
            [.. patch.Select(entry => entry.Path)],
            patch.LinesAdded,
            patch.LinesDeleted
        )
        {
            BaseExperiment = baseExperiment,
            Replaces = before?.Sha,
        };
    }

    // Whether the published commit has the same message and author, the new base contains its parent, and merging it into the new base
    // gives the tree that the new commit would have.
    private bool IsAsGood(Commit before, KeptChange change, Signature signature, Tree tree, Commit onto)
    {
        if (
            before.Parents.Count() != 1
            || before.Message != change.Message
            || before.Author.Name != signature.Name
            || before.Author.Email != signature.Email
        )
            return false;
        var parent = before.Parents.Single();
        if (Git.ObjectDatabase.FindMergeBase(parent, onto)?.Sha != parent.Sha)
            return false;
        var merged = Git.ObjectDatabase.MergeCommits(onto, before, new MergeTreeOptions());
        return merged.Status != MergeTreeStatus.Conflicts && merged.Tree.Sha == tree.Sha;
    }

    // The commonest reason that nothing applies: the target is older than the project.
    private string Absent(KeptChange change) =>
        change.Editable.FirstOrDefault(file => TargetCommit[file] is null) is { } file
            ? $" ({target.Branch} has no {file} yet: push the project there first)"
            : "";

    private static string Number(int experiment) => experiment.ToString("0000", CultureInfo.InvariantCulture);
}
