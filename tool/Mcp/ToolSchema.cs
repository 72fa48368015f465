using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace AutoResearch.Mcp;

/// <summary>JSON schemas of what tools take and give.</summary>
internal static class ToolSchema
{
    /// <summary>The arguments of a tool that takes one experiment and nothing else.</summary>
    public const string OneExperiment = """
        {"type":"object","properties":{"experiment":{"type":"integer","minimum":1,
        "description":"The experiment's number, as log and step give it."}},
         "required":["experiment"],"additionalProperties":false}
        """;

    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = static (_, schema) =>
        {
            // No member is required: null members are left out of a document, and an error is another document that has none of them.
            if (schema is JsonObject members)
                members.Remove("required");
            return schema;
        },
    };

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
        schema["type"] = "object";
        return Parse(schema.ToJsonString());
    }
}
