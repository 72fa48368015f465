using System.Text.Json;

namespace AutoResearch.Proposers.Agents.Reports;

/// <summary>Reads JSON that an agent printed: nothing in it is sure to be there, or to be of the type that it should be.</summary>
internal static class JsonOutput
{
    /// <summary>The objects of an output: one document, an array of them, or one a line. What is no JSON is passed over.</summary>
    public static IReadOnlyList<JsonElement> Objects(string output)
    {
        // Some agents print text before the document.
        var start =
            output.StartsWith('{') || output.StartsWith('[')
                ? 0
                : Math.Max(output.IndexOf("\n{", StringComparison.Ordinal), output.IndexOf("\n[", StringComparison.Ordinal)) + 1;
        if (TryParse(output[start..]) is { } document)
            return document.ValueKind == JsonValueKind.Array ? [.. document.EnumerateArray().Where(IsObject)] : [document];
        return [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(TryParse).OfType<JsonElement>().Where(IsObject)];
    }

    /// <summary>What stands under a path of names; an undefined element where nothing does.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!IsObject(element) || !element.TryGetProperty(name, out element))
                return default;
        }

        return element;
    }

    public static string? AsText(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>An amount of something spent; null where the element is not a finite number of at least 0.</summary>
    public static double? AsAmount(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value) && value >= 0
            ? value
            : null;

    /// <summary>The sum of amounts; null where there are none.</summary>
    public static double? Sum(IEnumerable<double?> amounts) =>
        amounts.OfType<double>().ToList() is { Count: > 0 } told && told.Sum() is var sum && double.IsFinite(sum) ? sum : null;

    /// <summary>An amount as a whole number of tokens.</summary>
    public static long? Tokens(double? amount) => amount is < 1e15 ? (long)amount.Value : null;

    private static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
