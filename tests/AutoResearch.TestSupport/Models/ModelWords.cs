using System.Text.Json.Nodes;

namespace AutoResearch.TestSupport.Models;

/// <summary>A model's words, as the protocols put them on the wire.</summary>
internal static class ModelWords
{
    /// <summary>The thoughts and the text, each piece a message of its own.</summary>
    public static IEnumerable<string> Pieces(ModelReply reply, bool ollama, int length)
    {
        foreach (var thought in Cut(reply.Thoughts, length))
            yield return ollama
                ? Line(Message("thinking", thought, ""))
                : Event(Chunk(new JsonObject { ["role"] = "assistant", ["reasoning_content"] = thought }));
        foreach (var word in Cut(reply.Text, length))
            yield return ollama
                ? Line(Message("content", word, ""))
                : Event(Chunk(new JsonObject { ["role"] = "assistant", ["content"] = word }));
    }

    /// <summary>What ends an answer.</summary>
    public static IEnumerable<string> End(ModelReply reply, bool ollama)
    {
        if (ollama)
        {
            var last = Message("content", "", reply.Finish);
            if (reply.Usage is { } used)
                (last["prompt_eval_count"], last["eval_count"]) = (used.Read, used.Written);
            yield return Line(last);
            yield break;
        }

        yield return Event(Chunk([], reply.Finish));
        if (reply.Usage is { } usage)
        {
            var document = Chunk(null);
            document["usage"] = new JsonObject
            {
                ["prompt_tokens"] = usage.Read,
                ["completion_tokens"] = usage.Written,
                ["total_tokens"] = usage.Read + usage.Written,
            };
            yield return Event(document);
        }

        yield return "data: [DONE]\n\n";
    }

    private static JsonObject Chunk(JsonObject? delta, string? finish = null) =>
        new()
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1_700_000_000,
            ["model"] = "test",
            ["choices"] = delta is null
                ? []
                : new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["delta"] = delta,
                        ["finish_reason"] = finish,
                    }
                ),
        };

    private static JsonObject Message(string field, string text, string finish)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = "" };
        message[field] = text;
        var line = new JsonObject
        {
            ["model"] = "test",
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["message"] = message,
            ["done"] = finish.Length > 0,
        };
        if (finish.Length > 0)
            line["done_reason"] = finish;
        return line;
    }

    private static IEnumerable<string> Cut(string text, int length)
    {
        for (var start = 0; start < text.Length; start += length)
            yield return text[start..Math.Min(text.Length, start + length)];
    }

    private static string Event(JsonObject document) => $"data: {document.ToJsonString()}\n\n";

    private static string Line(JsonObject document) => document.ToJsonString() + "\n";
}
