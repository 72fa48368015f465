namespace AutoResearch.Research;

/// <summary>One passage of a text and its replacement.</summary>
/// <param name="Before">Occurs exactly once in the text.</param>
internal sealed record TextEdit(string Before, string After)
{
    private const int Shown = 80;

    /// <summary>The text after all edits, one after the other.</summary>
    /// <param name="name">What the text is called, for messages.</param>
    /// <exception cref="ResearchException">A passage does not occur in the text, or occurs more than once.</exception>
    public static string Apply(string text, IReadOnlyList<TextEdit> edits, string name)
    {
        // The author of an edit has seen the lines, but not which line endings they have.
        var windows = text.Contains("\r\n", StringComparison.Ordinal);
        for (var i = 0; i < edits.Count; i++)
        {
            var before = Lines(edits[i].Before, windows);
            var at = before.Length == 0 ? -1 : text.IndexOf(before, StringComparison.Ordinal);
            if (at < 0)
                throw Wrong(
                    i,
                    $"'before' ({UntrustedText.Quote(edits[i].Before, Shown)}) does not occur in "
                        + $"{name}. Copy it from there exactly, white space included"
                );
            if (text.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
                throw Wrong(
                    i,
                    $"'before' ({UntrustedText.Quote(edits[i].Before, Shown)}) occurs more than once "
                        + $"in {name}. Take in more of the lines around it"
                );
            text = string.Concat(text.AsSpan(0, at), Lines(edits[i].After, windows), text.AsSpan(at + before.Length));
        }

        return text;
    }

    private static string Lines(string text, bool windows)
    {
        var lines = text.ReplaceLineEndings("\n");
        return windows ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines;
    }

    private static ResearchException Wrong(int index, string problem) =>
        new(Codes.Usage, $"Edit {index + 1}: {problem}. Nothing was changed.");
}
