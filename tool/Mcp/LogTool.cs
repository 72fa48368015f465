using AutoResearch.Reports;
using AutoResearch.Research.Ledger;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

internal sealed class LogTool(ToolSession session) : ResearchTool<LogDocument>(session, Card, Input, DocumentsJson.Default.LogDocument)
{
    private const int Usual = 20;

    private const string Input = """
        {"type":"object","properties":{
         "last":{"type":"integer","minimum":1,"default":20,"description":"How many experiments at most, the latest."},
         "status":{"type":"string","description":"Only experiments that ended like this, such as kept, discarded or crashed."},
         "text":{"type":"string","description":"Only experiments with this in their description, in whatever case."}},
         "additionalProperties":false}
        """;

    private static Tool Card =>
        new()
        {
            Name = "log",
            Title = "What was tried",
            Description = """
                The experiments so far, oldest first: `description` (the idea), `status`, `reason`, `learned` (what it taught), and
                `metric` with `value`, the `baseline` it was compared with and the relative `change`. Look here before each idea, and
                never try the same thing twice. Near misses (discarded, with a small gain) are worth combining; what failed alike several
                times is a dead end. `show` has the change of one as a diff.
                """,
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = true,
                IdempotentHint = true,
                OpenWorldHint = false,
            },
        };

    protected override LogDocument Run(ToolCall call)
    {
        var query = new LedgerQuery
        {
            Last = call.Arguments.Number("last") ?? Usual,
            Status = call.Arguments.Text("status") is { } status ? LogVerb.Status(status) : null,
            Text = call.Arguments.Text("text"),
        };
        return LogVerb.Run(call.Folder, query, call.Observer).Document;
    }
}
