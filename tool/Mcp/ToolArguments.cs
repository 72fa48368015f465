using System.Globalization;
using System.Text.Json;
using AutoResearch.Research;

namespace AutoResearch.Mcp;

/// <summary>What a client handed to a tool; whatever it is, a mistake in it is told in words.</summary>
internal sealed class ToolArguments
{
    private readonly IReadOnlyDictionary<string, JsonElement> values;

    /// <param name="known">The names that the tool's schema has.</param>
    /// <exception cref="ResearchException">There is an argument of another name.</exception>
    public ToolArguments(IDictionary<string, JsonElement>? given, IReadOnlyCollection<string> known)
    {
        // Null is how some clients say that there is none.
        values = (given ?? new Dictionary<string, JsonElement>())
            .Where(argument => argument.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .ToDictionary(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
        if (values.Keys.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ResearchException(
                Codes.Usage,
                $"There is no argument {UntrustedText.Quote(unknown)}. "
                    + $"{(known.Count == 0 ? "This tool takes none." : $"This tool takes {string.Join(", ", known)}.")}"
            );
        }
    }

    public string? Text(string name) =>
        !values.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(name, "a text");

    public string RequiredText(string name) =>
        Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Wrong(name, "a text, and there is none");

    public bool Flag(string name) =>
        values.TryGetValue(name, out var value)
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "true or false"),
        };

    public int? Number(string name)
    {
        if (!values.TryGetValue(name, out var value))
            return null;
        // Models write a number in quotation marks now and then, and 17.0 is a whole number in JSON.
        var text =
            value.ValueKind == JsonValueKind.String ? value.GetString()
            : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
            : null;
        return
            decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw Wrong(name, "a whole number");
    }

    public int RequiredNumber(string name) => Number(name) ?? throw Wrong(name, "a whole number, and there is none");

    /// <summary>A list of <c>{"before": …, "after": …}</c>; empty where there is none.</summary>
    public IReadOnlyList<TextEdit> Edits(string name)
    {
        if (!values.TryGetValue(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(name, "a list of {\"before\": …, \"after\": …}");
        return [.. value.EnumerateArray().Select(edit => new TextEdit(Part(edit, name, "before"), Part(edit, name, "after")))];
    }

    private static string Part(JsonElement edit, string name, string part) =>
        edit.ValueKind == JsonValueKind.Object && edit.TryGetProperty(part, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw Wrong(name, "a list of {\"before\": …, \"after\": …}, both of them texts");

    private static ResearchException Wrong(string name, string wanted) => new(Codes.Usage, $"The argument {name} has to be {wanted}.");
}
