namespace AutoResearch.GitHub;

/// <summary>A secret. It has no text of its own, so that no message, log or file comes to hold it by accident.</summary>
internal sealed class AccessToken(string secret, string source)
{
    /// <summary>Where it came from, so that a person knows what to correct when it is refused.</summary>
    public string Source { get; } = source;

    /// <summary>The secret itself: for the header of a request and the environment of a push, and nothing else.</summary>
    public string Reveal() => secret;

    public override string ToString() => $"(token from {Source})";
}
