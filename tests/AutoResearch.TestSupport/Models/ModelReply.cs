namespace AutoResearch.TestSupport.Models;

/// <summary>What the loopback endpoint does with one request.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Text">What a model says, or without <paramref name="Speaks"/> the body as it is.</param>
public sealed record ModelReply(int Status, string Text)
{
    /// <summary>The text is streamed in pieces, as a model's words in the protocol that was asked in.</summary>
    public bool Speaks { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Why the model ended; empty to end the stream without a word of it.</summary>
    public string Finish { get; init; } = "stop";

    /// <summary>Tokens read and written; null where the endpoint does not tell.</summary>
    public (long Read, long Written)? Usage { get; init; }

    /// <summary>What the model thought before; in a field of its own.</summary>
    public string Thoughts { get; init; } = "";

    /// <summary>The headers to add, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>After the text the connection is cut.</summary>
    public bool Cuts { get; init; }

    /// <summary>After the text nothing more comes, until whoever asked has gone.</summary>
    public bool Hangs { get; init; }

    /// <summary>The text is said again and again, without an end.</summary>
    public bool Floods { get; init; }

    /// <summary>A whole answer.</summary>
    public static ModelReply Says(string text, long read = 1000, long written = 100) =>
        new(200, text) { Speaks = true, Usage = (read, written) };

    /// <summary>A refusal, in the form that OpenAI's have.</summary>
    public static ModelReply Refuses(int status, string message, string code = "error") =>
        new(status, $$$"""{"error":{"message":"{{{message}}}","type":"{{{code}}}","code":"{{{code}}}"}}""");

    /// <summary>A refusal that asks to wait.</summary>
    public static ModelReply Limits(string retryAfter) =>
        Refuses(429, "Rate limit reached", "rate_limit_exceeded") with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter },
        };
}
