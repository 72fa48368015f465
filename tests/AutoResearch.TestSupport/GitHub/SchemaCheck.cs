using System.Text.Json;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>Checks values against the part of JSON Schema that the description uses. A property that is not named is wrong, so that a
/// slip in a name is found.</summary>
internal sealed class SchemaCheck(JsonElement description)
{
    /// <summary>What a reference stands for.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = description;
            foreach (var part in reference.GetString()!.Split('/').Skip(1))
                element = element.GetProperty(
                    part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                );
        }

        return element;
    }

    public void Check(JsonElement schema, JsonElement value, string where, List<string> problems)
    {
        schema = Resolve(schema);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
            return;
        CheckAlternatives(schema, value, where, problems);
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            problems.Add($"{where} is {value.GetRawText()}");
        if (!schema.TryGetProperty("type", out var type))
            return;
        if (!Fits(type.GetString()!, value))
            problems.Add($"{where} is {value.GetRawText()} and no {type.GetString()}");
        else if (value.ValueKind == JsonValueKind.Object)
            CheckObject(schema, value, where, problems);
        else if (value.ValueKind == JsonValueKind.Array)
            CheckArray(schema, value, where, problems);
    }

    private void CheckAlternatives(JsonElement schema, JsonElement value, string where, List<string> problems)
    {
        foreach (var kind in (string[])["oneOf", "anyOf"])
        {
            if (!schema.TryGetProperty(kind, out var alternatives))
                continue;
            var found = alternatives
                .EnumerateArray()
                .Select(alternative =>
                {
                    var own = new List<string>();
                    Check(alternative, value, where, own);
                    return own;
                })
                .ToList();
            if (!found.Exists(own => own.Count == 0))
                problems.AddRange(found.SelectMany(own => own));
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
                Check(part, value, where, problems);
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string where, List<string> problems)
    {
        if (schema.TryGetProperty("required", out var required))
            problems.AddRange(
                required
                    .EnumerateArray()
                    .Select(name => name.GetString()!)
                    .Where(name => !value.TryGetProperty(name, out _))
                    .Select(name => $"{where}.{name} is missing")
            );
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out var described))
                Check(described, property.Value, $"{where}.{property.Name}", problems);
            else
                problems.Add($"{where}.{property.Name} is not in the description");
        }
    }

    private void CheckArray(JsonElement schema, JsonElement value, string where, List<string> problems)
    {
        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32())
            problems.Add($"{where} has too few items");
        if (!schema.TryGetProperty("items", out var items))
            return;
        foreach (var item in value.EnumerateArray())
            Check(items, item, $"{where}[]", problems);
    }

    private static bool Fits(string type, JsonElement value) =>
        type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => true,
        };
}
