namespace AutoResearch.Research;

/// <summary>Something a person has to mend. The message says what is wrong, where, and what to do next.</summary>
internal sealed class ResearchException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A code of <see cref="Codes"/>.</summary>
    public string Code { get; } = code;
}
