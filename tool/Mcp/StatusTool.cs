using AutoResearch.Reports;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

internal sealed class StatusTool(ToolSession session)
    : ResearchTool<StatusDocument>(
        session,
        Card,
        """{"type":"object","properties":{},"additionalProperties":false}""",
        DocumentsJson.Default.StatusDocument
    )
{
    private static Tool Card =>
        new()
        {
            Name = "status",
            Title = "Where the research stands",
            Description = """
                The number to beat and how things stand. `incumbent` is the best experiment so far, the one that the research branch holds
                and candidates are compared with: `incumbent.metric.value` is the score to beat. `noise.deviation` is how much one run
                scatters: gains below it are hard to tell from luck, so look for larger ones. `counts` says how experiments ended,
                `changed` what differs in the working tree, `running` whether an experiment runs now. `initialised` false means that there
                is no baseline yet: the human runs `dotnet autoresearch init`, or the first `step` measures one.
                """,
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = true,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    protected override StatusDocument Run(ToolCall call) => StatusVerb.Run(call.Folder, call.Observer).Document;
}
