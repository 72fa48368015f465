namespace AutoResearch.Proposers.Agents.Reports;

/// <summary><c>copilot --output-format=json</c>: one event per line. It reports the tokens that it wrote, but neither those that it read
/// nor dollars.</summary>
internal static class CopilotReport
{
    public static AgentReport Read(string output)
    {
        var events = JsonOutput.Objects(output);
        var messages = events.Where(part => part.At("type").AsText() == "assistant.message").Select(part => part.At("data")).ToList();
        return new AgentReport(
            string.Join('\n', messages.Select(message => message.At("content").AsText() ?? "")),
            JsonOutput.Tokens(JsonOutput.Sum(messages.Select(message => message.At("outputTokens").AsAmount()))),
            null,
            events
                .Where(part => part.At("type").AsText() is "session.error" or "error")
                .Select(part => part.At("data", "message").AsText() ?? part.At("message").AsText())
                .LastOrDefault()
        );
    }
}
