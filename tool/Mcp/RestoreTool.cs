using AutoResearch.Reports;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

internal sealed class RestoreTool(ToolSession session)
    : ResearchTool<RestoreDocument>(session, Card, ToolSchema.OneExperiment, DocumentsJson.Default.RestoreDocument)
{
    private static Tool Card =>
        new()
        {
            Name = "restore",
            Title = "Bring an experiment's code back",
            Description = """
                Writes the editable files of an experiment, discarded ones included, into the working tree, to build on it with `step`.
                The number of the incumbent (`status`) drops the edits that a failed experiment left there. Edits that no experiment holds
                are not overwritten (error AR0115): `step` them first.
                """,
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = false,
                DestructiveHint = false,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    protected override RestoreDocument Run(ToolCall call) =>
        RestoreVerb.Run(call.Folder, call.Arguments.RequiredNumber("experiment"), call.Observer);
}
