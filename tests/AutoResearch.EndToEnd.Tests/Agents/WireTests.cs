using System.Diagnostics;
using System.Text.Json;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>The server line by line: what comes in may be anything, what goes out is the protocol and nothing else.</summary>
public sealed class WireTests(Products products) : IDisposable
{
    /// <summary>How a client begins.</summary>
    public const string Hello =
        """{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Garbage_is_passed_over_and_nothing_but_messages_is_printed()
    {
        using var server = Process.Start(repository.ToolStart("mcp"))!;
        var errors = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var input = server.StandardInput;
        foreach (
            var garbage in (string[])
                ["hello", "{", "\0\u0001\uFFFD\u2028", "[]", "null", "17", new string('[', 5000), "{\"jsonrpc\":\"2.0\"}", "", "   "]
        )
            input.WriteLine(garbage);
        input.BaseStream.Write([0xFF, 0xFE, 0x80, 0x0A]);
        input.WriteLine("""{"jsonrpc":2,"id":1,"method":"ping"}""");
        Assert.Equal(-32600, Answer(server, "1").GetProperty("error").GetProperty("code").GetInt32());
        input.WriteLine(Hello);
        Assert.Equal(
            "autoresearch",
            Answer(server, "hello").GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString()
        );
        input.WriteLine("""{"jsonrpc":"2.0","id":2,"method":"no/such/method"}""");
        Assert.Equal(-32601, Answer(server, "2").GetProperty("error").GetProperty("code").GetInt32());
        input.WriteLine("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"step","arguments":[1]}}""");
        Assert.True(Answer(server, "3").TryGetProperty("error", out _));
        input.WriteLine("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"nothing"}}""");

        // A build, with an SDK to be found and errors to be printed.
        repository.Edit("while (!run.IsOver)", "while (!run.IsOver");
        input.WriteLine(
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"step","arguments":{"message":"Break it"},"_meta":{"progressToken":"p"}}}"""
        );
        Assert.Equal(
            "build-failed",
            Answer(server, "4").GetProperty("result").GetProperty("structuredContent").GetProperty("status").GetString()
        );

        input.Close();
        Assert.Equal("", await server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);
        var log = await errors;
        Assert.Contains("no message", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_asked_before_the_input_ended_is_answered()
    {
        var requests =
            $"{Hello}\n"
            + """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"log"}}"""
            + "\n"
            + """{"jsonrpc":"2.0","id":6,"method":"tools/list"}""";
        File.WriteAllText(repository.InFolder("../requests"), requests);

        var served = repository.Shell("dotnet autoresearch mcp < ../requests").Succeeds();

        var answers = served
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(answer => answer.GetProperty("id").ToString());
        Assert.Equal(["5", "6", "hello"], answers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, answers["5"].GetProperty("result").GetProperty("structuredContent").GetProperty("experiments").GetArrayLength());
    }

    // Reads up to an answer; whatever comes before it has to be a message, too.
    private static JsonElement Answer(Process server, string id)
    {
        while (server.StandardOutput.ReadLine() is { } line)
        {
            using var message = JsonDocument.Parse(line);
            Assert.Equal("2.0", message.RootElement.GetProperty("jsonrpc").GetString());
            if (message.RootElement.TryGetProperty("id", out var answered) && answered.ToString() == id)
                return message.RootElement.Clone();
            Assert.Equal("notifications/progress", message.RootElement.GetProperty("method").GetString());
        }

        throw new InvalidOperationException($"the server ended before it answered {id}");
    }
}
