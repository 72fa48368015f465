using System.Diagnostics;
using System.Text.Json;
using AutoResearch.EndToEnd.Machine;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>The packed tool as a server of the Model Context Protocol, and a client that talks to it.</summary>
internal sealed class ServedTools : IAsyncDisposable
{
    // Not a promise of speed: what has not ended by now hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly McpClient client;

    private ServedTools(Process process, Task<string> errors, McpClient client)
    {
        this.process = process;
        this.errors = errors;
        this.client = client;
    }

    public string? Instructions => client.ServerInstructions;

    public static async Task<ServedTools> Start(ResearchRepository repository)
    {
        var process = Process.Start(repository.ToolStart("mcp"))!;
        var errors = process.StandardError.ReadToEndAsync();
        var transport = new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        return new ServedTools(process, errors, await McpClient.CreateAsync(transport).WaitAsync(Limit));
    }

    public async Task<IReadOnlyList<Tool>> List() =>
        [.. (await client.ListToolsAsync().AsTask().WaitAsync(Limit)).Select(tool => tool.ProtocolTool)];

    /// <summary>Calls a tool; null arguments are left out.</summary>
    public Task<CallToolResult> Call(
        string tool,
        IReadOnlyDictionary<string, object?>? arguments = null,
        IProgress<ProgressNotificationValue>? progress = null
    ) => CallUntil(TestContext.Current.CancellationToken, tool, arguments, progress);

    /// <summary>Calls a tool and takes the call back when the token says so.</summary>
    public Task<CallToolResult> CallUntil(
        CancellationToken cancellation,
        string tool,
        IReadOnlyDictionary<string, object?>? arguments,
        IProgress<ProgressNotificationValue>? progress
    ) =>
        client
            .CallToolAsync(
                tool,
                arguments?.Where(argument => argument.Value is not null).ToDictionary(),
                progress,
                cancellationToken: cancellation
            )
            .AsTask()
            .WaitAsync(Limit, CancellationToken.None);

    /// <summary>Calls a tool that has to do its work, and returns its document.</summary>
    public async Task<JsonElement> Answer(
        string tool,
        IReadOnlyDictionary<string, object?>? arguments = null,
        IProgress<ProgressNotificationValue>? progress = null
    )
    {
        var result = await Call(tool, arguments, progress);
        Assert.True(result.IsError is not true, $"{tool}: {Text(result)}");
        return Document(result);
    }

    /// <summary>Calls a tool that has to refuse with this code, and returns its message.</summary>
    public async Task<string> Refusal(string code, string tool, IReadOnlyDictionary<string, object?>? arguments = null)
    {
        var result = await Call(tool, arguments);
        Assert.True(result.IsError, $"{tool} was not refused: {Text(result)}");
        var error = Document(result).GetProperty("error");
        var message = error.GetProperty("message").GetString()!;
        Assert.True(error.GetProperty("code").GetString() == code, $"{code} was expected: {Text(result)}");
        return message;
    }

    public void Signal(int signal) => LinuxProcess.Signal(process.Id, signal);

    public void CloseInput() => process.StandardInput.Close();

    /// <summary>Waits for the end of the server.</summary>
    public async Task<(int ExitCode, string Errors)> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await errors.WaitAsync(Limit));
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Limit))
                process.Kill(entireProcessTree: true);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(await errors);
        process.Dispose();
    }

    // The same document twice: for programs, and as text for those that know nothing of structured content.
    private static JsonElement Document(CallToolResult result)
    {
        var structured = result.StructuredContent!.Value;
        using var text = JsonDocument.Parse(Text(result));
        Assert.True(JsonElement.DeepEquals(structured, text.RootElement));
        return structured;
    }

    private static string Text(CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;
}
