namespace AutoResearch.Proposers.Agents.Reports;

/// <summary><c>opencode run --format json</c>: one event per line; each <c>step_finish</c> reports what the step cost.</summary>
internal static class OpenCodeReport
{
    public static AgentReport Read(string output)
    {
        var events = JsonOutput.Objects(output).ToLookup(part => part.At("type").AsText() ?? "");
        var steps = events["step_finish"].Select(part => part.At("part")).ToList();
        var tokens = steps
            .Select(step => step.At("tokens"))
            .SelectMany(used =>
                new[]
                {
                    used.At("input").AsAmount(),
                    used.At("output").AsAmount(),
                    used.At("reasoning").AsAmount(),
                    used.At("cache", "read").AsAmount(),
                    used.At("cache", "write").AsAmount(),
                }
            );
        return new AgentReport(
            string.Join('\n', events["text"].Select(part => part.At("part", "text").AsText() ?? "")),
            JsonOutput.Tokens(JsonOutput.Sum(tokens)),
            JsonOutput.Sum(steps.Select(step => step.At("cost").AsAmount())),
            events["error"]
                .Select(part => part.At("error", "data", "message").AsText() ?? part.At("error", "name").AsText())
                .LastOrDefault()
        );
    }
}
