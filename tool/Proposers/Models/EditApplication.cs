using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>Applies an answer's edits to the files that may be changed, one after the other.</summary>
internal static class EditApplication
{
    /// <returns>The whole new text of each file that changed.</returns>
    /// <exception cref="AnswerException">One does not fit, or all of them together change nothing.</exception>
    public static IReadOnlyDictionary<string, string> Apply(IReadOnlyDictionary<string, string> files, IReadOnlyList<Edit> edits)
    {
        var texts = new Dictionary<string, LineText>();
        foreach (var (edit, number) in edits.Select((edit, index) => (edit, index + 1)))
        {
            if (!files.TryGetValue(edit.File, out var text))
                throw new AnswerException(
                    $"{UntrustedText.Quote(edit.File, 100)} may not be changed. Only these may: {string.Join(", ", files.Keys)}."
                );
            if (!texts.TryGetValue(edit.File, out var lines))
                texts[edit.File] = lines = new LineText(text);
            ApplyOne(lines, edit, edits.Count == 1 ? $"The edit of {edit.File}" : $"Edit {number}, of {edit.File},");
        }

        var changed = texts
            .Select(pair => (File: pair.Key, Text: pair.Value.ToString()))
            .Where(pair => pair.Text != files[pair.File])
            .ToDictionary(pair => pair.File, pair => pair.Text);
        return changed.Count > 0 ? changed : throw new AnswerException("The edits change nothing: what they put in is what was there.");
    }

    private static void ApplyOne(LineText text, Edit edit, string which)
    {
        if (edit.Search is not { } search)
        {
            text.Replace(0, text.Lines.Count, edit.Replace);
            return;
        }

        if (search.All(string.IsNullOrWhiteSpace))
            throw new AnswerException(
                $"{which} says nothing to search for. SEARCH holds the lines that are replaced, as they "
                    + $"are in the file; to add lines, repeat a line beside them."
            );
        var places = Places(text.Lines, search, static (line, wanted) => line == wanted);
        if (places.Count == 0)
            places = Places(text.Lines, search, static (line, wanted) => line.AsSpan().TrimEnd().SequenceEqual(wanted.AsSpan().TrimEnd()));
        if (places.Count == 0 && search.Count == 1 && ReplacePart(text, search[0], edit.Replace, which))
            return;
        if (places.Count == 0)
            throw new AnswerException($"{which} searches for text that is not in the file. {NearestLine.Hint(text.Lines, search)}");
        if (places.Count > 1)
            throw new AnswerException(
                $"{which} searches for text that is in the file {places.Count} times, at the lines {Numbers(places)}. Add lines before "
                    + $"or after it until it is there once."
            );
        text.Replace(places[0], search.Count, edit.Replace);
    }

    // Replaces a part of a line, as models write edits in JSON. The part must be in the file only once.
    private static bool ReplacePart(LineText text, string part, IReadOnlyList<string> replacement, string which)
    {
        var places = Enumerable
            .Range(0, text.Lines.Count)
            .Where(index => text.Lines[index].Contains(part, StringComparison.Ordinal))
            .ToList();
        if (places.Count == 0)
            return false;
        var line = text.Lines[places[0]];
        var at = line.IndexOf(part, StringComparison.Ordinal);
        if (places.Count > 1 || line.IndexOf(part, at + 1, StringComparison.Ordinal) >= 0)
            throw new AnswerException(
                $"{which} searches for a part of a line that is in the file several times, at the lines {Numbers(places)}. Write whole "
                    + $"lines, and enough of them to be there once."
            );
        text.Replace(places[0], 1, (line[..at] + string.Join('\n', replacement) + line[(at + part.Length)..]).Split('\n'));
        return true;
    }

    private static List<int> Places(List<string> lines, IReadOnlyList<string> search, Func<string, string, bool> equal) =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, lines.Count - search.Count + 1))
                .Where(start => !search.Where((wanted, index) => !equal(lines[start + index], wanted)).Any()),
        ];

    private static string Numbers(List<int> places) =>
        string.Join(", ", places.Take(5).Select(place => place + 1)) + (places.Count > 5 ? ", …" : "");
}
