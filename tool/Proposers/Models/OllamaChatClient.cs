using System.Net.Http.Headers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AutoResearch.Research;
using Microsoft.Extensions.AI;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// Speaks Ollama's own protocol: POST /api/chat, answered by one JSON object a line. It asks for a context that holds the
/// prompt: left alone, Ollama takes 4096 tokens and cuts the rest of the prompt without a word. By hand, because OllamaSharp 5.5 ends an
/// answer in silence where Ollama breaks off with the reason.
/// </summary>
internal sealed class OllamaChatClient(HttpClient http, Uri address, string model) : IChatClient
{
    // For the answer and the thoughts before it, in tokens.
    private const int RoomForAnswer = 8192;
    private const int LeastContext = 8192;
    private const int MostContext = 131_072;

    // Code has more tokens to the character than prose; room is cheap, a cut prompt is not.
    private const int CharactersOfToken = 3;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "api/chat")) { Content = Body([.. messages]) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
                yield return Update(line);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }

    /// <summary>Tokens to ask for: a power of two, because each new size makes Ollama load the model again.</summary>
    /// <param name="characters">Of the prompt.</param>
    public static int Context(long characters) =>
        (int)
            Math.Clamp(
                BitOperations.RoundUpToPowerOf2((ulong)((characters / CharactersOfToken) + RoomForAnswer)),
                LeastContext,
                MostContext
            );

    private ByteArrayContent Body(IReadOnlyList<ChatMessage> messages)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteBoolean("stream", true);
            json.WriteStartObject("options");
            json.WriteNumber("num_ctx", Context(messages.Sum(message => (long)message.Text.Length)));
            json.WriteEndObject();
            json.WriteStartArray("messages");
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role.Value);
                json.WriteString("content", message.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new ByteArrayContent(stream.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static ChatResponseUpdate Update(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.TryGetProperty("error", out var error))
            throw new EndpointException(EndpointTrouble.NoAnswer, $"it broke off with {UntrustedText.Quote(error.ToString())}");
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if (root.TryGetProperty("message", out var message))
        {
            if (message.TryGetProperty("thinking", out var thought) && thought.GetString() is { Length: > 0 } thoughts)
                update.Contents.Add(new TextReasoningContent(thoughts));
            if (message.TryGetProperty("content", out var content) && content.GetString() is { Length: > 0 } text)
                update.Contents.Add(new TextContent(text));
        }

        if (root.TryGetProperty("done", out var done) && done.ValueKind == JsonValueKind.True)
        {
            update.FinishReason =
                root.TryGetProperty("done_reason", out var reason) && reason.GetString() == "length"
                    ? ChatFinishReason.Length
                    : ChatFinishReason.Stop;
            if (Count(root, "prompt_eval_count") is { } read && Count(root, "eval_count") is { } written)
                update.Contents.Add(new UsageContent(new UsageDetails { InputTokenCount = read, OutputTokenCount = written }));
        }

        return update;
    }

    private static long? Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt64(out var count) ? count : null;
}
