using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// Rewrites one file in three places: the checked-out branch, the index and the working tree. Each version is made from the one in that
/// place, so that a user's uncommitted edits stay uncommitted and staged ones stay staged. Every call can be repeated: recovery
/// replays them.
/// </summary>
/// <param name="path">Relative to the repository, with '/'.</param>
/// <param name="mostBytes">A larger file is not read and not rewritten.</param>
internal sealed class TrackedText(GitRepository repository, string path, int mostBytes)
{
    private LibGit2Sharp.Repository Git => repository.Git;

    private string File => Path.Combine(repository.WorkTree, path);

    /// <summary>Rewrites the file of the branch's last commit in a new commit; makes none where the file stays the same.</summary>
    /// <param name="rewrite">The new bytes; null to leave it.</param>
    /// <returns>False when there was nothing to commit.</returns>
    public bool Commit(Func<byte[], byte[]?> rewrite, string message)
    {
        var parent = Git.Head.Tip;
        if (parent[path] is not { Target: Blob blob } entry || !IsPlain(entry.Mode) || Rewritten(blob, rewrite) is not { } written)
            return false;
        var definition = TreeDefinition.From(parent).Add(path, written, entry.Mode);
        var signature = repository.Signature();
        var commit = Git.ObjectDatabase.CreateCommit(
            signature,
            signature,
            message,
            Git.ObjectDatabase.CreateTree(definition),
            [parent],
            prettifyMessage: true
        );
        Git.Refs.UpdateTarget(Git.Refs[Git.Refs.Head.TargetIdentifier], commit.Id, message);
        return true;
    }

    /// <summary>Rewrites the file in the index, where it is that of the last commit unless the user has staged another.</summary>
    public void Stage(Func<byte[], byte[]?> rewrite)
    {
        // Opens the repository anew: the user may have staged something since this instance read the index.
        IndexWriting.Write(repository.WorkTree, git =>
        {
            if (
                git.Index[path] is not { StageLevel: StageLevel.Staged } entry
                || !IsPlain(entry.Mode)
                || git.Lookup<Blob>(entry.Id) is not { } blob
                || Rewritten(blob, rewrite) is not { } written
            )
            {
                return false;
            }

            git.Index.Add(git.Lookup<Blob>(written.Id), path, entry.Mode);
            return true;
        });
    }

    /// <summary>Rewrites the working tree's file: after a kill it is the old one or the new one.</summary>
    /// <param name="temporary">The path of a temporary file, in a folder where git sees no untracked files.</param>
    public void WriteToWorkTree(Func<byte[], byte[]?> rewrite, string temporary)
    {
        var file = new FileInfo(File);
        // What a link points to is not the repository's.
        if (
            !file.Exists
            || file.LinkTarget is not null
            || file.Length > mostBytes
            || rewrite(System.IO.File.ReadAllBytes(File)) is not { } written
        )
            return;
        System.IO.File.WriteAllBytes(temporary, written);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(temporary, file.UnixFileMode);
        System.IO.File.Move(temporary, File, overwrite: true);
    }

    // The content of a link is a path, so links are left alone.
    private static bool IsPlain(Mode mode) => mode is Mode.NonExecutableFile or Mode.ExecutableFile or Mode.NonExecutableGroupWritableFile;

    // Byte for byte, past the filters for line ends.
    private Blob? Rewritten(Blob blob, Func<byte[], byte[]?> rewrite)
    {
        if (blob.Size > mostBytes)
            return null;
        using var content = blob.GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        if (rewrite(bytes.ToArray()) is not { } written)
            return null;
        using var stream = new MemoryStream(written);
        return Git.ObjectDatabase.CreateBlob(stream);
    }
}
