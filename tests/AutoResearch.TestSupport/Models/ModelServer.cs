using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutoResearch.TestSupport.Models;

/// <summary>
/// An endpoint of the OpenAI protocol, and of Ollama's, on this machine's loopback: real HTTP, with a script in place of a
/// model. It streams, refuses, rate-limits, hangs, breaks off and talks nonsense as it is told.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private const int PieceLength = 7;

    private readonly ConcurrentQueue<ModelRequest> requests = new();
    private readonly Func<ModelRequest, int, ModelReply> script;
    private readonly WebApplication application;

    /// <param name="script">The reply to a request, told how many came before it.</param>
    public ModelServer(Func<ModelRequest, int, ModelReply> script)
    {
        this.script = script;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(Serve);
        application.Start();
        Address = new Uri(application.Urls.First());
    }

    /// <param name="replies">In order; the last one again and again.</param>
    public ModelServer(params ModelReply[] replies)
        : this((_, before) => replies[Math.Min(before, replies.Length - 1)]) { }

    /// <summary>Without a path.</summary>
    public Uri Address { get; }

    /// <summary>For <c>--proposer model:NAME@…</c>.</summary>
    public string OpenAIAddress => new Uri(Address, "v1").AbsoluteUri;

    /// <summary>When set, whoever comes with another key or none is refused.</summary>
    public string? Key { get; init; }

    /// <summary>Everything that was asked so far.</summary>
    public IReadOnlyList<ModelRequest> Requests => [.. requests];

    /// <summary>Completes when a reply that hangs has come to that.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody has gone before the end, or was cut off.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        var request = await Read(context.Request);
        int before;
        lock (requests)
        {
            before = requests.Count;
            requests.Enqueue(request);
        }

        var reply =
            Key is not null && !request.Authorized
                ? ModelReply.Refuses(401, "Incorrect API key provided", "invalid_api_key")
                : script(request, before);
        using var left = context.RequestAborted.Register(() => Left.TrySetResult());
        try
        {
            await Write(context, reply, ollama: request.Path == "/api/chat");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    private async Task<ModelRequest> Read(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var document = JsonNode.Parse(body)!;
        var authorization = request.Headers.Authorization.ToString();
        return new ModelRequest(
            request.Path,
            authorization == "Bearer " + Key,
            authorization.Length > 0,
            (string)document["model"]!,
            [.. document["messages"]!.AsArray().Select(message => ((string)message!["role"]!, TextOf(message["content"]!)))],
            body
        );
    }

    private static string TextOf(JsonNode content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : (string)content!;

    private async Task Write(HttpContext context, ModelReply reply, bool ollama)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType =
            !reply.Speaks ? reply.ContentType
            : ollama ? "application/x-ndjson"
            : "text/event-stream";
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        if (!reply.Speaks)
        {
            await response.WriteAsync(reply.Text, context.RequestAborted);
        }
        else
        {
            do
            {
                foreach (var piece in ModelWords.Pieces(reply, ollama, PieceLength))
                    await Send(response, piece, context.RequestAborted);
            } while (reply.Floods);
            if (!reply.Cuts && !reply.Hangs && reply.Finish.Length > 0)
            {
                foreach (var piece in ModelWords.End(reply, ollama))
                    await Send(response, piece, context.RequestAborted);
            }
        }

        if (reply.Cuts)
            context.Abort();
        if (reply.Hangs)
        {
            await response.Body.FlushAsync(context.RequestAborted);
            Hanging.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
    }

    private static async Task Send(HttpResponse response, string piece, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece), cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
