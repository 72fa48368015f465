using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>Tells errors of git apart for those who go on after one: a damaged object, say.</summary>
internal static class GitFailure
{
    public static bool Is(Exception exception) => exception is LibGit2SharpException;

    /// <summary>It could not write, because the disk is full.</summary>
    public static bool IsNoSpace(Exception exception) =>
        Is(exception) && exception.Message.Contains("No space left", StringComparison.Ordinal);
}
