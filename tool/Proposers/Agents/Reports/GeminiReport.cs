using System.Text.Json;

namespace AutoResearch.Proposers.Agents.Reports;

/// <summary><c>gemini --output-format json</c>: one document with the response, and the tokens of each model it used.</summary>
internal static class GeminiReport
{
    public static AgentReport Read(string output)
    {
        var document = JsonOutput.Objects(output).LastOrDefault();
        var models = document.At("stats", "models");
        var tokens =
            models.ValueKind == JsonValueKind.Object
                ? models.EnumerateObject().Select(model => model.Value.At("tokens", "total").AsAmount())
                : [];
        return new AgentReport(
            document.At("response").AsText() ?? "",
            JsonOutput.Tokens(JsonOutput.Sum(tokens)),
            null,
            document.At("error").ValueKind == JsonValueKind.Object ? document.At("error", "message").AsText() ?? "" : null
        );
    }
}
