using AutoResearch.Research;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>Finds and opens repositories, and says of one that cannot be opened why, and what to do.</summary>
internal static class RepositoryOpening
{
    /// <summary>The <c>.git</c> folder of the repository that a folder lies in, or null.</summary>
    public static string? Discover(string folder) => Guard(folder, () => LibGit2Sharp.Repository.Discover(folder));

    /// <param name="folder">What the user named, for messages.</param>
    /// <param name="path">The <c>.git</c> folder.</param>
    /// <exception cref="ResearchException">It belongs to somebody else, is damaged, or has a format that is not supported.</exception>
    public static LibGit2Sharp.Repository Open(string folder, string path) => Guard(folder, () => OpenWithIndex(folder, path));

    /// <summary>The <c>.git</c> folder that all worktrees share, with a separator at its end: gitrepository-layout(5),
    /// "commondir".</summary>
    public static string CommonFolder(string gitFolder)
    {
        var file = Path.Combine(gitFolder, "commondir");
        return File.Exists(file)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(File.ReadAllText(file).Trim(), gitFolder)) + Path.DirectorySeparatorChar
            : gitFolder;
    }

    // libgit2 reports an unsupported index only when the index is read, so it is read here.
    private static LibGit2Sharp.Repository OpenWithIndex(string folder, string path)
    {
        var repository = new LibGit2Sharp.Repository(path);
        try
        {
            RequireWhole(folder, repository);
            _ = repository.Info.WorkingDirectory is null ? 0 : repository.Index.Count;
            return repository;
        }
        catch (LibGit2SharpException exception)
            when (SplitIndex.IsReason(exception) && SplitIndex.TryPutTogether(repository.Info.WorkingDirectory))
        {
            repository.Dispose();
            return new LibGit2Sharp.Repository(path);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    // A partial clone leaves objects on its server, and its format may have no extension that says so: git-clone(1), --filter.
    private static void RequireWhole(string folder, LibGit2Sharp.Repository repository)
    {
        if (repository.Network.Remotes.Any(remote => repository.Config.Get<bool>($"remote.{remote.Name}.promisor")?.Value == true))
            throw new ResearchException(Codes.RepositoryUnsupported, $"The repository of {folder} {UnsupportedFormat.PartialClone}.");
    }

    private static T Guard<T>(string folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (LibGit2SharpException exception) when (exception.Message.Contains("not owned by current user", StringComparison.Ordinal))
        {
            throw new ResearchException(
                Codes.ForeignOwner,
                $"The repository of {folder} belongs to another user, and git does not trust it. If you do: git config --global --add "
                    + $"safe.directory {folder}",
                exception
            );
        }
        catch (LibGit2SharpException exception) when (UnsupportedFormat.Explain(exception.Message) is { } explanation)
        {
            throw new ResearchException(Codes.RepositoryUnsupported, $"The repository of {folder} {explanation}", exception);
        }
        catch (LibGit2SharpException exception)
        {
            throw new ResearchException(
                Codes.RepositoryBroken,
                $"The repository of {folder} cannot be opened: {exception.Message}. 'git status' there says more.",
                exception
            );
        }
    }
}
