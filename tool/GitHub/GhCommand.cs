using AutoResearch.Processes;

namespace AutoResearch.GitHub;

/// <summary>Asks GitHub's own command for the token it keeps.</summary>
internal static class GhCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The token for a host; null where there is no <c>gh</c>, it has none, or it does not answer.</summary>
    public static string? Token(string host) =>
        // The environment's tokens were looked at before, so gh must not answer with one of them.
        ShortCommand.Output(
            new UserCommand("gh", "auth", "token", "--hostname", host) { Patience = Patience, Prepare = PublishingTokens.Remove }
        );
}
