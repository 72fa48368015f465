using AutoResearch.Research;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// A persistent worktree in which candidates are built. It lies outside the repository, so that no file of the user's
/// working tree is ever imported by its build, and keeps its build output from one experiment to the next.
/// </summary>
internal sealed class Slot
{
    private readonly GitRepository repository;
    private readonly string name;

    private Slot(GitRepository repository, string name, string path)
    {
        this.repository = repository;
        this.name = name;
        WorkTree = path;
    }

    /// <summary>The root of the worktree.</summary>
    public string WorkTree { get; }

    /// <summary>Finds or makes the slot of this number under <paramref name="folder"/>.</summary>
    public static Slot Prepare(GitRepository repository, string folder, int number)
    {
        var slot = new Slot(repository, NameOf(repository, number), PathOf(folder, number));
        if (!slot.IsUsable())
            slot.Recreate();
        return slot;
    }

    /// <summary>Checks a branch out and removes every file that is neither of it nor ignored.</summary>
    public void CheckOut(string branch)
    {
        using var git = new LibGit2Sharp.Repository(WorkTree);
        // The caller holds the experiment lock, so a lock file on the slot's index can only be left over from a killed run.
        File.Delete(Path.Combine(git.Info.Path, "index.lock"));
        CheckOutAttributes(git, git.Branches[branch].Tip);
        LibGit2Sharp.Commands.Checkout(git, git.Branches[branch], new CheckoutOptions { CheckoutModifiers = CheckoutModifiers.Force });
        git.RemoveUntrackedFiles();
    }

    /// <summary>
    /// The same with a commit that is on no branch. Nothing has to be put right after a kill: the next experiment checks its
    /// own branch out over whatever is here.
    /// </summary>
    public void CheckOutCommit(string commit)
    {
        using var git = new LibGit2Sharp.Repository(WorkTree);
        // The caller holds the experiment lock, so a lock file on the slot's index can only be left over from a killed run.
        File.Delete(Path.Combine(git.Info.Path, "index.lock"));
        CheckOutAttributes(git, git.Lookup<Commit>(commit));
        LibGit2Sharp.Commands.Checkout(
            git,
            git.Lookup<Commit>(commit),
            new CheckoutOptions { CheckoutModifiers = CheckoutModifiers.Force }
        );
        git.RemoveUntrackedFiles();
    }

    /// <summary>Lets go of a branch where the slot of this number has it checked out, so that the branch can be deleted.</summary>
    public static void Release(GitRepository repository, string folder, int number, string branch)
    {
        var slot = new Slot(repository, NameOf(repository, number), PathOf(folder, number));
        if (slot.IsUsable())
            slot.Detach(branch);
        // A kill in the middle of Recreate leaves this branch behind.
        repository.Git.Refs.Remove("refs/heads/" + slot.name);
    }

    // Slots are linked worktrees, and the names of linked worktrees are shared by all worktrees of a repository.
    private static string NameOf(GitRepository repository, int number) =>
        repository.LinkedName is { } linked ? $"autoresearch-{linked}-slot-{number}" : $"autoresearch-slot-{number}";

    private static string PathOf(string folder, int number) => Path.Combine(folder, $"slot-{number}");

    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != ".git"))
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
                inner.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    // Comes before all other files: with core.autocrlf, a file that is written before .gitattributes exists gets line ends that it does
    // not ask for.
    private static void CheckOutAttributes(LibGit2Sharp.Repository git, Commit commit)
    {
        const string attributes = ".gitattributes";
        if (commit[attributes]?.Target is not Blob blob)
            return;
        using var content = blob.GetContentStream();
        using var written = File.Create(Path.Combine(git.Info.WorkingDirectory, attributes));
        content.CopyTo(written);
    }

    private void Detach(string branch)
    {
        using var git = new LibGit2Sharp.Repository(WorkTree);
        if (git.Info.IsHeadDetached || git.Head.FriendlyName != branch)
            return;
        // Writes the file HEAD directly: libgit2 cannot resolve a HEAD whose branch is already gone. Renamed into place: a kill would leave
        // half of it, which git takes for a damaged repository.
        var commit = git.Head.Tip?.Sha ?? repository.HeadCommit;
        var head = Path.Combine(git.Info.Path, "HEAD");
        File.WriteAllText(head + ".new", commit + "\n");
        File.Move(head + ".new", head, overwrite: true);
    }

    private bool IsUsable()
    {
        if (!Directory.Exists(WorkTree) || !LibGit2Sharp.Repository.IsValid(WorkTree))
            return false;
        using var git = new LibGit2Sharp.Repository(WorkTree);
        // A slot that was copied, or whose repository was moved, would commit into the wrong place.
        var administration = Path.GetFullPath(git.Info.Path);
        return administration.StartsWith(Path.Combine(repository.CommonFolder, "worktrees"), StringComparison.Ordinal)
            // A slot in another cache folder may have the same name, and git would check out into that one.
            && Path.TrimEndingDirectorySeparator(Path.GetFullPath(git.Info.WorkingDirectory))
                == Path.TrimEndingDirectorySeparator(Path.GetFullPath(WorkTree))
            && Path.GetFileName(Path.TrimEndingDirectorySeparator(administration)) == name;
    }

    private void Recreate()
    {
        var git = repository.Git;
        try
        {
            if (Directory.Exists(WorkTree))
                Directory.Delete(WorkTree, recursive: true);
            Directory.CreateDirectory(Path.GetDirectoryName(WorkTree)!);
            var administration = Path.Combine(repository.CommonFolder, "worktrees", name);
            if (Directory.Exists(administration))
                Directory.Delete(administration, recursive: true);
            // LibGit2Sharp makes a branch named like the worktree and then checks the other one out.
            git.Refs.Remove("refs/heads/" + name);
            git.Worktrees.Add(git.Head.Tip.Sha, name, WorkTree, isLocked: false);
            git.Refs.Remove("refs/heads/" + name);
            // The files come with the first checkout, after the attributes that say what their line ends are.
            Empty(WorkTree);
        }
        catch (LibGit2SharpException exception)
        {
            throw new ResearchException(Codes.FileAccess, $"The worktree {WorkTree} cannot be made: {exception.Message}", exception);
        }
    }
}
