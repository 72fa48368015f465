using AutoResearch.Reports;
using AutoResearch.Research;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

internal sealed class VerifyTool(ToolSession session)
    : ResearchTool<VerifyDocument>(session, Card, Input, DocumentsJson.Default.VerifyDocument)
{
    private const string Input = """
        {"type":"object","properties":{
         "experiment":{"type":"integer","minimum":1,"description":"The experiment's number."},
         "all":{"type":"boolean","description":"The whole history instead of one experiment."}},
         "additionalProperties":false}
        """;

    private static Tool Card =>
        new()
        {
            Name = "verify",
            Title = "Check a result",
            Description = """
                Checks that an experiment, or with `all` the whole history, is what the ledger says: its commit, its locked files, its
                numbers; what was kept is scored again from its saved weights (`reproduced`). `agrees` false comes with `findings`: report
                them to the human. Seldom needed: `step` has checked what it kept.
                """,
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = true,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    protected override VerifyDocument Run(ToolCall call)
    {
        var number = call.Arguments.Number("experiment");
        if (call.Arguments.Flag("all") == number is not null)
            throw new ResearchException(Codes.Usage, "Give either the number of one experiment, or all: true.");
        return Documents.Of(VerifyVerb.Run(call.Folder, number, call.Observer, call.Cancellation));
    }
}
