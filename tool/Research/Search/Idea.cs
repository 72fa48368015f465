namespace AutoResearch.Research.Search;

/// <summary>A change of the editable files, and why.</summary>
/// <param name="Files">The whole new text of each file that changes, by path.</param>
/// <param name="Why">One sentence with its numbers.</param>
/// <param name="Expectation">Null where the strategy expects nothing in numbers.</param>
internal sealed record Idea(IReadOnlyDictionary<string, string> Files, string Why, Expectation? Expectation = null)
{
    /// <summary>The longest sentence, in characters.</summary>
    public const int WhyLimit = 160;

    /// <summary>What is done, and why as far as both fit on the line.</summary>
    public static string Sentence(string what, string? why)
    {
        var sentence = why is null || what.Length + 2 + why.Length > WhyLimit ? what : $"{what}: {why}";
        return sentence.Length <= WhyLimit ? sentence : sentence[..(WhyLimit - 1)] + "…";
    }
}
