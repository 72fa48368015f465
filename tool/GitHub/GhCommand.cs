using AutoResearch.Processes;

namespace AutoResearch.GitHub;

/// <summary>Asks GitHub's own command for the token it keeps.</summary>
internal static class GhCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The token for a host; null where there is no <c>gh</c>, it has none, or it does not answer.</summary>
    public static string? Token(string host) =>
        // What is in the environment was looked at before.
        ShortCommand.Output("gh", ["auth", "token", "--hostname", host], Patience, prepare: PublishingTokens.Remove);
}
