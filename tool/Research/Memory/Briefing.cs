namespace AutoResearch.Research.Memory;

/// <summary>What an agent or a model is told before it proposes.</summary>
internal static class Briefing
{
    /// <summary>Characters of everything beside the source files, where nobody says otherwise.</summary>
    public const int DefaultLimit = 24_000;

    /// <summary>Writes the briefing.</summary>
    /// <param name="answer">The form of the answer, as instructions: it stands at the end and is never cut.</param>
    /// <param name="limit">Characters of everything beside the editable files and the answer's form. What is oldest goes first.</param>
    public static string Write(BriefingFacts facts, string answer, int limit = DefaultLimit) => throw new NotImplementedException();
}
