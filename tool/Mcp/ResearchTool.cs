using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AutoResearch.Reports;
using AutoResearch.Verbs;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AutoResearch.Mcp;

/// <summary>
/// A verb as a tool: its answer is the document of --json, as structured content and as text; notices follow as texts of their
/// own; an error is the error document, with the same code and words.
/// </summary>
/// <param name="session">What all calls share.</param>
/// <param name="tool">How clients see it. The schemas are filled in.</param>
/// <param name="input">The JSON schema of its arguments.</param>
/// <param name="type">Writes the document.</param>
internal abstract class ResearchTool<TDocument>(ToolSession session, Tool tool, string input, JsonTypeInfo<TDocument> type) : McpServerTool
{
    private readonly IReadOnlyCollection<string> names = ToolSchema.Names(ToolSchema.Parse(input));

    public override Tool ProtocolTool { get; } = Complete(tool, input, type);

    public override IReadOnlyList<object> Metadata => [];

    protected ToolSession Session => session;

    /// <summary>Does the work; on a thread that may be held for minutes.</summary>
    protected abstract TDocument Run(ToolCall call);

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Ending);
        var notes = new ProgressNotes(Sender(request), new PlainObserver(session.Log));
        try
        {
            var call = () =>
                Run(new ToolCall(session.Folder, new ToolArguments(request.Params.Arguments, names), notes, cancellation.Token));
            var document = await Task.Factory.StartNew(
                call,
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            await notes.Sent;
            return ToolAnswer.Of(JsonSerializer.SerializeToElement(document, type), notes.Notices, isError: false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await notes.Sent;
            var error = new ErrorDocument(Fault.Of(exception));
            session.Log.WriteLine($"error {error.Error.Code}: {error.Error.Message}");
            return ToolAnswer.Of(
                JsonSerializer.SerializeToElement(error, DocumentsJson.Default.ErrorDocument),
                notes.Notices,
                isError: true
            );
        }
    }

    private static Tool Complete(Tool tool, string input, JsonTypeInfo<TDocument> type)
    {
        tool.InputSchema = ToolSchema.Parse(input);
        tool.OutputSchema = ToolSchema.Of(type);
        return tool;
    }

    private static Func<float, float, string, Task>? Sender(RequestContext<CallToolRequestParams> request)
    {
        if (request.Params.ProgressToken is not { } token)
            return null;
        return async (progress, total, message) =>
        {
            try
            {
                var note = new ModelContextProtocol.ProgressNotificationValue
                {
                    Progress = progress,
                    Total = total,
                    Message = message,
                };
                await request.Server.NotifyProgressAsync(token, note, cancellationToken: CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The client is gone; the experiment goes on.
            }
        };
    }
}
