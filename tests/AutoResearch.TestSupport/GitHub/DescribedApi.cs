using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AutoResearch.TestSupport.GitHub;

/// <summary>Checks requests against an OpenAPI description: path, method, parameters and body. Stricter than it where it allows more
/// than it names.</summary>
internal sealed class DescribedApi(JsonElement description)
{
    private readonly SchemaCheck schemas = new(description);

    /// <summary>What is wrong with a request.</summary>
    /// <param name="path">Below the API's address, with a '/' before it and without a query.</param>
    /// <param name="body">Empty for none.</param>
    public IReadOnlyList<string> Problems(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string>> query,
        string? contentType,
        string body
    )
    {
        if (Find(method, path) is not { } found)
            return [$"{method} {path} is not in the description"];
        var (template, operation, values) = found;
        var problems = new List<string>();
        var parameters = Parameters(template, operation).ToList();
        foreach (var (name, value) in values)
            CheckParameter(parameters, "path", name, value, problems);
        foreach (var (name, value) in query)
            CheckParameter(parameters, "query", name, value, problems);
        problems.AddRange(
            parameters
                .Where(parameter =>
                    Text(parameter, "in") == "query" && parameter.TryGetProperty("required", out var required) && required.GetBoolean()
                )
                .Where(parameter => !query.Any(pair => pair.Key == Text(parameter, "name")))
                .Select(parameter => $"the parameter {Text(parameter, "name")} is missing")
        );
        CheckBody(operation, contentType, body, problems);
        return [.. problems.Select(problem => $"{method} {path}: {problem}")];
    }

    /// <summary>An example that the description gives, to answer with.</summary>
    public JsonElement Example(string name) =>
        description.GetProperty("components").GetProperty("examples").GetProperty(name).GetProperty("value");

    private (JsonElement Template, JsonElement Operation, List<(string Name, string Value)> Values)? Find(string method, string path)
    {
        // What has fewer placeholders is the closer one: /pulls/comments before /pulls/{pull_number}.
        foreach (var template in description.GetProperty("paths").EnumerateObject().OrderBy(template => template.Name.Count(c => c == '{')))
        {
            var pattern =
                "^"
                + Regex.Replace(Regex.Escape(template.Name).Replace("\\{", "{", StringComparison.Ordinal), "{([a-z_]+)}", "(?<$1>[^/]+)")
                + "$";
            if (
                Regex.Match(path, pattern) is { Success: true } match
                && template.Value.TryGetProperty(method.ToLowerInvariant(), out var operation)
            )
                return (
                    template.Value,
                    operation,
                    [.. match.Groups.Values.Skip(1).Select(group => (group.Name, Uri.UnescapeDataString(group.Value)))]
                );
        }

        return null;
    }

    private IEnumerable<JsonElement> Parameters(JsonElement template, JsonElement operation)
    {
        foreach (var holder in (JsonElement[])[template, operation])
        {
            if (holder.TryGetProperty("parameters", out var parameters))
            {
                foreach (var parameter in parameters.EnumerateArray())
                    yield return schemas.Resolve(parameter);
            }
        }
    }

    private void CheckParameter(List<JsonElement> parameters, string place, string name, string value, List<string> problems)
    {
        var described = parameters.Find(parameter => Text(parameter, "in") == place && Text(parameter, "name") == name);
        if (described.ValueKind == JsonValueKind.Undefined)
        {
            problems.Add($"there is no parameter {name} in its {place}");
            return;
        }

        var schema = schemas.Resolve(described.GetProperty("schema"));
        var json = Text(schema, "type") switch
        {
            "integer" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => value,
            "boolean" when value is "true" or "false" => value,
            _ => JsonValue.Create(value).ToJsonString(),
        };
        using var parsed = JsonDocument.Parse(json);
        schemas.Check(schema, parsed.RootElement, name, problems);
    }

    private void CheckBody(JsonElement operation, string? contentType, string body, List<string> problems)
    {
        var described = operation.TryGetProperty("requestBody", out var request);
        if (body.Length == 0)
        {
            if (described && request.TryGetProperty("required", out var required) && required.GetBoolean())
                problems.Add("the body is missing");
            return;
        }

        if (!described)
            problems.Add("it takes no body");
        else if (
            contentType?.Split(';')[0].Trim() != "application/json"
            && contentType?.Split(';')[0].Trim() != "application/x-www-form-urlencoded"
        )
            problems.Add($"its body is {contentType}");
        else
        {
            using var parsed = JsonDocument.Parse(body);
            schemas.Check(
                request.GetProperty("content").GetProperty("application/json").GetProperty("schema"),
                parsed.RootElement,
                "body",
                problems
            );
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
