using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace AutoResearch.Mcp;

/// <summary>JSON schemas of what tools take and give.</summary>
internal static class ToolSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>A schema that is written out.</summary>
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>The names of the properties that an object's schema has.</summary>
    public static IReadOnlyCollection<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];

    /// <summary>The schema of a document, from the types that write it: the two cannot differ.</summary>
    public static JsonElement Of(JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(Options);
        // A tool's answer is an object; an error has its own members and none of these, so none is required.
        schema["type"] = "object";
        return Parse(schema.ToJsonString());
    }
}
