using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// An index in two files (git-update-index(1), "Split index"), which libgit2 cannot read. git puts it together without changing what is
/// staged, and splits it again when it likes.
/// </summary>
internal static class SplitIndex
{
    // The extension of the index format that names the other file.
    private const string Extension = "'link'";

    public static bool IsReason(LibGit2SharpException exception) => exception.Message.Contains(Extension, StringComparison.Ordinal);

    /// <returns>False where there is no git to ask.</returns>
    public static bool TryPutTogether(string workTree) =>
        GitProgram.Run(workTree, "-c", "core.splitIndex=false", "update-index", "--no-split-index") is not null;
}
