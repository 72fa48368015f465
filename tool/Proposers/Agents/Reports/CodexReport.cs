namespace AutoResearch.Proposers.Agents.Reports;

/// <summary><c>codex exec --json</c>: one event per line; <c>turn.completed</c> counts tokens, with cached ones included in the tokens
/// read.</summary>
internal static class CodexReport
{
    public static AgentReport Read(string output)
    {
        var events = JsonOutput.Objects(output).ToLookup(part => part.At("type").AsText() ?? "");
        var messages = events["item.completed"]
            .Where(part => part.At("item", "type").AsText() == "agent_message")
            .Select(part => part.At("item", "text").AsText() ?? "");
        var tokens = events["turn.completed"]
            .SelectMany(part => new[] { part.At("usage", "input_tokens").AsAmount(), part.At("usage", "output_tokens").AsAmount() });
        var error = events["turn.failed"]
            .Select(part => part.At("error", "message").AsText())
            .Concat(events["error"].Select(part => part.At("message").AsText()))
            .LastOrDefault();
        return new AgentReport(string.Join('\n', messages), JsonOutput.Tokens(JsonOutput.Sum(tokens)), null, error);
    }
}
