using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

/// <summary>What a tool's client is sent.</summary>
internal static class ToolAnswer
{
    // Does not escape for HTML: nobody shows this as a page, and a model reads plain code better than code full of escapes.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document as structured content and as text, then each notice as a text of its own.</summary>
    public static CallToolResult Of(JsonElement document, IReadOnlyList<string> notices, bool isError) =>
        new()
        {
            StructuredContent = document,
            Content = [Text(Write(document)), .. notices.Select(Text)],
            IsError = isError,
        };

    private static string Write(JsonElement document)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Readable))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static TextContentBlock Text(string text) => new() { Text = text };
}
