namespace AutoResearch.Research.Memory;

/// <summary>A part of a briefing that gives way when there is not room for all.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Share">Its weight when the room that is left is shared among it and the parts that are written after it.</param>
/// <param name="Write">Its text in at most so many characters; empty where there is nothing to say.</param>
internal sealed record BriefingPart(string Title, int Share, Func<int, string> Write)
{
    /// <summary>The part with its heading, in at most so many characters; empty where there is nothing to say or no room to say
    /// it.</summary>
    public string Within(int limit)
    {
        var heading = $"## {Title}\n\n";
        var text = limit > heading.Length + 1 ? Write(limit - heading.Length - 1) : "";
        return text.Length == 0 ? "" : heading + text + "\n";
    }
}
