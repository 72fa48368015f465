using System.Text.Json;

namespace AutoResearch.Boundary;

/// <summary>
/// The compiler's error log (SARIF 2.1). It also lists what was reported and then suppressed in the source: the one place
/// where a silenced rule still speaks.
/// </summary>
internal static class CompilerLog
{
    /// <summary>Every result of one of our rules that was suppressed.</summary>
    /// <param name="folder">The project's, so that places are relative to it.</param>
    /// <exception cref="JsonException">The log is cut off or something else.</exception>
    public static IReadOnlyList<Violation> Suppressed(Stream log, string folder)
    {
        using var document = JsonDocument.Parse(log);
        var found = new List<Violation>();
        foreach (var run in Items(document.RootElement, "runs"))
        {
            foreach (var result in Items(run, "results"))
            {
                if (
                    Text(result, "ruleId") is { } rule
                    && rule.StartsWith("AR", StringComparison.Ordinal)
                    && Items(result, "suppressions").Any()
                )
                    found.Add(Describe(rule, result, folder));
            }
        }

        return found;
    }

    private static Violation Describe(string rule, JsonElement result, string folder)
    {
        var (file, line, column) = ("", 0, 0);
        if (
            Items(result, "locations").Select(location => Child(location, "physicalLocation")).FirstOrDefault() is
            { ValueKind: JsonValueKind.Object } place
        )
        {
            var uri = Text(Child(place, "artifactLocation"), "uri") ?? "";
            var path =
                Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile
                    ? absolute.LocalPath
                    : Uri.UnescapeDataString(uri);
            file = Path.GetRelativePath(folder, Path.Combine(folder, path)).Replace('\\', '/');
            (line, column) = (Number(Child(place, "region"), "startLine"), Number(Child(place, "region"), "startColumn"));
        }

        var message = Text(Child(result, "message"), "text") ?? "";
        return new Violation(
            Codes.Construct,
            file,
            line,
            column,
            $"{(file.Length > 0 ? file : "The project")} suppresses {rule} ({message}). Take the suppression out and do what the message "
                + $"says."
        );
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 0;
}
