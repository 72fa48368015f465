using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AutoResearch.Mcp;

/// <summary>
/// Messages as lines of JSON over two streams. The end of the input is not the end of the connection: what was asked before it
/// is answered.
/// </summary>
internal sealed class LineTransport : TransportBase
{
    private readonly StreamReader input;
    private readonly Stream output;
    private readonly OpenRequests requests;
    private readonly TextWriter log;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource stop = new();

    /// <param name="requests">Is told which requests are read and answered.</param>
    /// <param name="log">For people.</param>
    public LineTransport(Stream input, Stream output, OpenRequests requests, TextWriter log)
        : base("stdio", null)
    {
        this.input = new StreamReader(input, new UTF8Encoding(false));
        this.output = output;
        this.requests = requests;
        this.log = log;
        SetConnected();
        InputEnded = Task.Run(Read);
    }

    /// <summary>Done when there is nothing more to read.</summary>
    public Task InputEnded { get; }

    private static JsonTypeInfo<JsonRpcMessage> MessageType =>
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            await Write(JsonSerializer.SerializeToUtf8Bytes(message, MessageType), cancellationToken);
        }
        finally
        {
            // The client is gone: the request counts as answered.
            if (message is JsonRpcResponse or JsonRpcError)
                requests.Close(((JsonRpcMessageWithId)message).Id);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        SetDisconnected();
        await stop.CancelAsync();
        await InputEnded;
    }

    // Whole or not at all: half a line would spoil the next one.
    private async Task Write(byte[] line, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            await output.WriteAsync((byte[])[.. line, (byte)'\n'], CancellationToken.None);
            await output.FlushAsync(CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task Read()
    {
        try
        {
            // A read of standard input cannot be cancelled; nobody waits for it then.
            while (await input.ReadLineAsync(stop.Token).AsTask().WaitAsync(stop.Token) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                    await Take(line);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Nobody is there any more.
        }
    }

    private async Task Take(string line)
    {
        try
        {
            var message = JsonSerializer.Deserialize(line, MessageType) ?? throw new JsonException("It is null.");
            if (message is JsonRpcRequest request)
                requests.Open(request.Id);
            await WriteMessageAsync(message, stop.Token);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            await log.WriteLineAsync($"A line of the input is no message: {exception.Message}");
            if (Id(line) is { } id)
                await SendMessageAsync(
                    new JsonRpcError
                    {
                        Id = id,
                        Error = new JsonRpcErrorDetail
                        {
                            Code = (int)McpErrorCode.InvalidRequest,
                            Message = $"This is no JSON-RPC request: {exception.Message}",
                        },
                    },
                    stop.Token
                );
        }
    }

    // The id of a request that cannot be understood: its sender waits for an answer and has to get one.
    private static RequestId? Id(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out var id)
                ? id.ValueKind switch
                {
                    JsonValueKind.String => new RequestId(id.GetString()!),
                    JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
                    _ => null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
