namespace AutoResearch.Proposers.Agents.Reports;

/// <summary><c>claude -p --output-format json</c>: a document, or with verbose settings an array, whose last part is of type
/// <c>result</c>.</summary>
internal static class ClaudeReport
{
    private static readonly string[] Counted = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens"];

    public static AgentReport Read(string output)
    {
        var result = JsonOutput.Objects(output).LastOrDefault(part => part.At("type").AsText() == "result");
        var text = result.At("result").AsText() ?? "";
        var failed = result.At("is_error").ValueKind == System.Text.Json.JsonValueKind.True;
        return new AgentReport(
            text,
            JsonOutput.Tokens(JsonOutput.Sum(Counted.Select(name => result.At("usage", name).AsAmount()))),
            result.At("total_cost_usd").AsAmount(),
            failed ? text : null
        );
    }
}
