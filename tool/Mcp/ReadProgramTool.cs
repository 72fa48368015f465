using AutoResearch.Reports;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

internal sealed class ReadProgramTool(ToolSession session)
    : ResearchTool<ProgramTextDocument>(
        session,
        Card,
        """{"type":"object","properties":{},"additionalProperties":false}""",
        DocumentsJson.Default.ProgramTextDocument
    )
{
    private static Tool Card =>
        new()
        {
            Name = "read_program",
            Title = "Read the research program",
            Description = """
                What the research is about; call it first. `program` is program.md, the human's goal, constraints, current focus and
                ideas: follow it. `metric` is the score, and `better` says whether lower or higher is better. `budget` is what every
                experiment trains for. `files` holds the code: those with `editable` true (Train.cs) are the only ones an experiment may
                change, in their present text; the others (Prepare.cs: data, metric, how Train.cs is called) are locked, and a change of
                one is refused.
                """,
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = true,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    protected override ProgramTextDocument Run(ToolCall call) => ProgramVerb.Run(call.Folder, call.Observer);
}
