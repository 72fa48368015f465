using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>Recognises errors of git, for callers that can go on after one, such as a damaged object.</summary>
internal static class GitFailure
{
    public static bool Is(Exception exception) => exception is LibGit2SharpException;

    /// <summary>It could not write, because the disk is full.</summary>
    public static bool IsNoSpace(Exception exception) =>
        Is(exception) && exception.Message.Contains("No space left", StringComparison.Ordinal);
}
