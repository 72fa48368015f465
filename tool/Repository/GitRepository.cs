using AutoResearch.Research;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>A file of the working tree that differs from the last commit.</summary>
/// <param name="Path">Relative to the repository, with '/'.</param>
/// <param name="IsNew">Not tracked yet.</param>
internal sealed record ChangedFile(string Path, bool IsNew);

/// <summary>The user's repository: what the loop asks of git, in the loop's words.</summary>
internal sealed class GitRepository : IDisposable
{
    private readonly LibGit2Sharp.Repository repository;
    private (string Name, string Email)? identity;

    private GitRepository(LibGit2Sharp.Repository repository)
    {
        this.repository = repository;
        WorkTree = Path.GetFullPath(repository.Info.WorkingDirectory).TrimEnd(Path.DirectorySeparatorChar);
        GitFolder = Path.GetFullPath(repository.Info.Path);
        CommonFolder = RepositoryOpening.CommonFolder(GitFolder);
    }

    /// <summary>The root of the working tree, without a trailing separator.</summary>
    public string WorkTree { get; }

    /// <summary>The <c>.git</c> folder; of a linked worktree, the folder of its own inside the repository's.</summary>
    public string GitFolder { get; }

    /// <summary>The <c>.git</c> folder that all worktrees of the repository share; ends with a separator.</summary>
    public string CommonFolder { get; }

    /// <summary>The name of this linked worktree; null in the main one.</summary>
    public string? LinkedName => GitFolder == CommonFolder ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(GitFolder));

    /// <summary>The checked-out branch, <c>main</c> for example.</summary>
    public string Branch => repository.Head.FriendlyName;

    public string HeadCommit => repository.Head.Tip.Sha;

    internal LibGit2Sharp.Repository Git => repository;

    /// <summary>Reads and makes commits.</summary>
    public Commits Commits => new(this);

    /// <summary>Opens the repository that <paramref name="folder"/> lies in.</summary>
    public static GitRepository Open(string folder)
    {
        var path = RepositoryOpening.Discover(folder)
            ?? throw new ResearchException(
                Codes.NotARepository,
                $"{folder} is not in a git repository. Go to the experiment's folder, or make it one with 'dotnet autoresearch init'."
            );
        var repository = RepositoryOpening.Open(folder, path);
        // Only the bare repository itself is refused: a linked worktree of it has a folder to edit.
        if (repository.Info.WorkingDirectory is null)
        {
            repository.Dispose();
            throw new ResearchException(
                Codes.NotARepository,
                $"{path} is a bare repository: there is no working tree to edit. Work in a clone of it."
            );
        }

        return new GitRepository(repository);
    }

    /// <summary>The root of the repository that <paramref name="folder"/> lies in, or null.</summary>
    public static string? FindRoot(string folder)
    {
        if (RepositoryOpening.Discover(folder) is not { } path)
            return null;
        using var repository = RepositoryOpening.Open(folder, path);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(repository.Info.WorkingDirectory ?? repository.Info.Path));
    }

    /// <summary>Makes a repository in <paramref name="folder"/> whose unborn branch is main.</summary>
    public static GitRepository Create(string folder)
    {
        LibGit2Sharp.Repository.Init(folder);
        var created = Open(folder);
        created.repository.Refs.UpdateTarget("HEAD", "refs/heads/main");
        return created;
    }

    /// <summary>Makes a repository that can be committed to on a machine where git was never told who its user is.</summary>
    public static void CreateForDemo(string folder)
    {
        using var created = Create(folder);
        if (created.repository.Config.BuildSignature(DateTimeOffset.Now) is not null)
            return;
        created.repository.Config.Set("user.name", "AutoResearch demo", ConfigurationLevel.Local);
        created.repository.Config.Set("user.email", "demo@localhost", ConfigurationLevel.Local);
    }

    /// <summary>Has git ignore these patterns in this repository alone, whatever its .gitignore says.</summary>
    public void Exclude(IReadOnlyList<string> patterns)
    {
        var file = Path.Combine(CommonFolder, "info", "exclude");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string[] lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        if (patterns.Except(lines).ToList() is { Count: > 0 } missing)
            File.WriteAllLines(file, lines.Concat(missing));
    }

    public IReadOnlyList<string> Remotes => [.. repository.Network.Remotes.Select(remote => remote.Name)];

    /// <summary>Where a remote is pushed to; null where there is no such remote.</summary>
    public string? RemoteAddress(string name) => repository.Network.Remotes[name] is { } remote ? remote.PushUrl ?? remote.Url : null;

    public bool IsUnborn => repository.Info.IsHeadUnborn;

    /// <summary>Throws unless experiments can be recorded on top of the checked-out branch.</summary>
    public void RequireResearchBranch()
    {
        RequireIdentity();
        RequireRoomForBranches();
        if (repository.Info.IsHeadUnborn)
        {
            throw new ResearchException(
                Codes.UnbornBranch,
                $"The branch {Branch} has no commit yet. Commit the project first, or let 'dotnet autoresearch init' do it."
            );
        }

        if (repository.Info.IsHeadDetached)
        {
            throw new ResearchException(
                Codes.DetachedHead,
                "No branch is checked out (detached HEAD), so nothing could be merged. Check out the research branch: git switch main."
            );
        }

        if (repository.Info.CurrentOperation != CurrentOperation.None)
        {
            throw new ResearchException(
                Codes.OperationInProgress,
                $"A {repository.Info.CurrentOperation.ToString().ToLowerInvariant()} is in progress in "
                    + $"{WorkTree}. Finish or abort it first (git status says how)."
            );
        }
    }

    public void RequireIdentity() => _ = Signature();

    /// <summary>Throws while there is a branch 'autoresearch': git cannot have both it and the branches of experiments,
    /// 'autoresearch/...'.</summary>
    public void RequireRoomForBranches()
    {
        const string folder = "autoresearch";
        if (repository.Refs.Head.TargetIdentifier != "refs/heads/" + folder && repository.Refs["refs/heads/" + folder] is null)
            return;
        throw new ResearchException(
            Codes.BranchInTheWay,
            $"The branch {folder} stands in the way: experiments get branches named {folder}/…, and git cannot have both. Rename it: git "
                + $"branch -m {folder} research"
        );
    }

    /// <summary>Throws unless git would know who commits in a new repository.</summary>
    /// <param name="folder">Where it is going to be.</param>
    public static void RequireGlobalIdentity(string folder)
    {
        using var configuration = Configuration.BuildFrom(null);
        _ = Identity.Find(configuration, folder) ?? throw NoIdentity();
    }

    /// <summary>Files that differ from the last commit; ignored files do not count.</summary>
    public IReadOnlyList<ChangedFile> Changes()
    {
        var options = new StatusOptions
        {
            IncludeUntracked = true,
            RecurseUntrackedDirs = true,
            IncludeIgnored = false,
            DetectRenamesInIndex = false,
        };
        return
        [
            .. repository
                .RetrieveStatus(options)
                .Where(entry => entry.State is not (FileStatus.Unaltered or FileStatus.Ignored))
                .Select(entry => new ChangedFile(
                    entry.FilePath,
                    entry.State.HasFlag(FileStatus.NewInWorkdir) || entry.State.HasFlag(FileStatus.NewInIndex)
                ))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Every file that is tracked or could be: what an init would commit.</summary>
    public IReadOnlyList<string> FilesNotIgnored()
    {
        var tracked = repository.Index.Select(entry => entry.Path);
        var untracked = Changes().Where(file => file.IsNew).Select(file => file.Path);
        return [.. tracked.Union(untracked).Where(path => File.Exists(Path.Combine(WorkTree, path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Those of the files that exist and that git does not track, ignored or not.</summary>
    public IEnumerable<string> Untracked(IReadOnlyList<string> paths) =>
        paths.Where(path => !IsTracked(path) && File.Exists(Path.Combine(WorkTree, path)));

    /// <summary>True when git tracks the file, with '/' and relative to the repository.</summary>
    public bool IsTracked(string path) => repository.Index[path] is not null;

    /// <summary>True when the working tree's file has, once normalised, exactly the content it has in the commit.</summary>
    public bool WorkTreeHas(string commit, string path) => Commits.BlobId(commit, path) == WorkTreeBlob(path);

    /// <summary>The git blob id that the working tree's file has, once normalised; null where there is none.</summary>
    public string? WorkTreeBlob(string path) =>
        File.Exists(Path.Combine(WorkTree, path)) ? repository.ObjectDatabase.CreateBlob(path).Sha : null;

    /// <summary>Writes the commit's content of a file into the working tree; leaves the index alone.</summary>
    public void WriteToWorkTree(string commit, string path)
    {
        var file = Path.Combine(WorkTree, path);
        if (repository.Lookup<Commit>(commit)?[path]?.Target is not Blob blob)
        {
            File.Delete(file);
            return;
        }

        // Filtered, so that line ends are what .gitattributes asks for.
        using var content = blob.GetContentStream(new FilteringOptions(path));
        using var written = File.Create(file);
        content.CopyTo(written);
    }

    /// <summary>Makes the index agree with the last commit for these files, as if nothing of them had been staged.</summary>
    public void Unstage(IReadOnlyList<string> files) => Stage(git => git.Head.Tip, files);

    /// <summary>Makes the index agree with a commit for these files.</summary>
    public void Stage(string commit, IReadOnlyList<string> files) => Stage(git => git.Lookup<Commit>(commit), files);

    // Opens the repository anew: the user may have committed since this instance read the index, whose old state must not be written
    // back.
    private void Stage(Func<LibGit2Sharp.Repository, Commit> find, IReadOnlyList<string> files) => IndexWriting.Write(WorkTree, git =>
        {
            var commit = find(git);
            foreach (var file in files)
            {
                if (commit[file] is { Target: Blob blob } entry)
                    git.Index.Add(blob, file, entry.Mode);
                else
                    git.Index.Remove(file);
            }

            return true;
        });

    internal Signature Signature()
    {
        identity ??= Identity.Find(repository.Config, WorkTree) ?? throw NoIdentity();
        return new Signature(identity.Value.Name, identity.Value.Email, DateTimeOffset.Now);
    }

    private static ResearchException NoIdentity() =>
        new(
            Codes.NoIdentity,
            "git does not know who commits here. Tell it: git config --global user.name \"Your Name\" and "
                + "git config --global user.email you@example.com."
        );

    public void Dispose() => repository.Dispose();
}
