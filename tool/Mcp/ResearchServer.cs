using AutoResearch.Builds;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AutoResearch.Mcp;

/// <summary>
/// The verbs as tools of the Model Context Protocol, over standard input and output, until the input ends or somebody asks the
/// process to. Each call opens the repository anew, so that it sees what people and other processes have changed.
/// </summary>
internal static class ResearchServer
{
    private const string Instructions = """
        Tools for machine-learning research in this repository: you improve a model one experiment at a time, and the tools keep the
        score. Start with read_program, status and log. Then, until you are told to stop: one idea that was not tried yet, as an edit of
        Train.cs, through step; read its answer, learn, go on. Nothing else may be edited. step builds, trains, scores, records, and
        merges the change or takes it back: make no commits. It takes minutes; run one at a time. Where a message names 'dotnet
        autoresearch VERB', the tool of that name does the same.
        """;

    /// <param name="folder">The project's, or one inside it.</param>
    /// <param name="sandbox">What --sandbox was given; null when it was not.</param>
    /// <param name="version">The tool's.</param>
    /// <param name="end">Somebody asked the process to end.</param>
    public static async Task Run(string folder, string? sandbox, string version, CancellationToken end)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(end);
        using var stop = new CancellationTokenSource();
        // The protocol has descriptors of its own. Whatever else is printed, by a build or by native code, goes to standard error; nothing
        // else reads standard input.
        using var output = Console.OpenStandardOutput();
        using var quiet = new NativeOutput();
        Console.SetOut(Console.Error);
        var requests = new OpenRequests();
        await using var transport = new LineTransport(Console.OpenStandardInput(), output, requests, Console.Error);
        var options = Options(new ToolSession(folder, sandbox, Console.Error, ending.Token), version, requests);
        await using var server = McpServer.Create(transport, options);
        var serving = server.RunAsync(stop.Token);
        await Task.WhenAny(transport.InputEnded, WhenCancelled(end));
        // Interrupted experiments are recorded, and their answers leave while the client may still listen.
        await ending.CancelAsync();
        await requests.WhenEmpty();
        await stop.CancelAsync();
        await serving;
    }

    private static McpServerOptions Options(ToolSession session, string version, OpenRequests requests)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = "autoresearch",
                Title = "AutoResearch",
                Version = version,
            },
            ServerInstructions = Instructions,
            ToolCollection =
            [
                new ReadProgramTool(session),
                new StatusTool(session),
                new LogTool(session),
                new ShowTool(session),
                new StepTool(session),
                new RestoreTool(session),
                new VerifyTool(session),
            ],
        };
        // A request that the client took back is never answered.
        options.Filters.Message.IncomingFilters.Add(next =>
            async (context, cancellation) =>
            {
                try
                {
                    await next(context, cancellation);
                }
                finally
                {
                    if (context.JsonRpcMessage is JsonRpcRequest request && cancellation.IsCancellationRequested)
                        requests.Close(request.Id);
                }
            }
        );
        return options;
    }

    private static async Task WhenCancelled(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellation.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
    }
}
