using System.Text.Json;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// Reads edits from a JSON document, <c>{"hypothesis": "…", "edits": [{"file": "…", "search": "…", "replace": "…"}]}</c>: not
/// what is asked for, and still what some models answer.
/// </summary>
internal static class JsonAnswer
{
    /// <summary>The hypothesis and the edits; null where the text has no such document.</summary>
    /// <exception cref="AnswerException">It has one that cannot be read.</exception>
    public static (string? Hypothesis, IReadOnlyList<Edit> Edits)? Read(string text, EditableFiles files)
    {
        var start = text.IndexOf('{');
        var end = text.LastIndexOf('}');
        if (start < 0 || !text.Contains("\"edits\"", StringComparison.Ordinal))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text[start..Math.Max(start, end + 1)]);
            var root = document.RootElement;
            if (!root.TryGetProperty("edits", out var list) || list.ValueKind != JsonValueKind.Array)
                throw new AnswerException("\"edits\" is not a list at the top of the document.");
            return (Text(root, "hypothesis"), [.. list.EnumerateArray().Select(edit => One(edit, files))]);
        }
        catch (JsonException exception)
        {
            throw new AnswerException($"The answer's JSON cannot be read: {exception.Message}");
        }
    }

    private static Edit One(JsonElement edit, EditableFiles files)
    {
        if (edit.ValueKind != JsonValueKind.Object || Text(edit, "search") is not { } search || Text(edit, "replace") is not { } replace)
            throw new AnswerException("An edit needs \"file\", \"search\" and \"replace\", each a text.");
        var file = Text(edit, "file") is { Length: > 0 } named
            ? files.Named(named)
                ?? throw new AnswerException($"An edit's \"file\" names no file that may be changed. Only these may: {files.All}.")
            : files.Only();
        return new Edit(file, LineText.Split(search), LineText.Split(replace));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
