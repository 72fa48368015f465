using AutoResearch.Proposers.Agents;
using CsCheck;

namespace AutoResearch.Tests.Agents;

/// <summary>What each agent prints, as its documentation shows it.</summary>
public class AgentReportTests
{
    [Fact]
    public void Claude_tells_cost_and_tokens()
    {
        const string result =
            """{"type":"result","subtype":"success","is_error":false,"num_turns":4,"result":"Done.\nHypothesis: wider","session_id":"x","total_cost_usd":0.0123,"usage":{"input_tokens":4,"cache_creation_input_tokens":100,"cache_read_input_tokens":2000,"output_tokens":30}}""";
        var expected = new AgentReport("Done.\nHypothesis: wider", 2134, 0.0123, null);
        Assert.Equal(expected, Read("claude", result));
        Assert.Equal(expected, Read("claude", $$"""[{"type":"system","subtype":"init"},{{result}}]"""));
    }

    [Fact]
    public void Claude_tells_of_an_error() =>
        Assert.Equal("Not logged in", Read("claude", """{"type":"result","is_error":true,"result":"Not logged in"}""").Error);

    [Fact]
    public void Codex_counts_the_tokens_of_each_turn() =>
        Assert.Equal(
            new AgentReport("Fixed.\nHypothesis: deeper", 24_885 + 11, null, null),
            Read(
                "codex",
                """
                {"type":"thread.started","thread_id":"0199a213-81c0-7800-8aa1-bbab2a035a53"}
                {"type":"item.completed","item":{"id":"item_2","type":"reasoning","text":"**Searching**"}}
                {"type":"item.completed","item":{"id":"item_3","type":"agent_message","text":"Fixed."}}
                not an event
                {"type":"turn.completed","usage":{"input_tokens":24763,"cached_input_tokens":24448,"output_tokens":122}}
                {"type":"item.completed","item":{"id":"item_4","type":"agent_message","text":"Hypothesis: deeper"}}
                {"type":"turn.completed","usage":{"input_tokens":10,"output_tokens":1}}
                """
            )
        );

    [Fact]
    public void Codex_tells_of_an_error() =>
        Assert.Equal(
            "unexpected status 401",
            Read("codex", """{"type":"turn.failed","error":{"message":"unexpected status 401"}}""").Error
        );

    [Fact]
    public void Gemini_counts_the_tokens_of_each_model() =>
        Assert.Equal(
            new AgentReport("Done.", 24_939, null, null),
            Read(
                "gemini",
                """
                Loaded cached credentials.
                {
                  "response": "Done.",
                  "stats": { "models": { "gemini-2.5-pro": { "tokens": { "prompt": 24401, "total": 24861 } }, "gemini-2.5-flash": { "tokens": { "total": 78 } } } }
                }
                """
            )
        );

    [Fact]
    public void Copilot_counts_the_tokens_that_it_wrote() =>
        Assert.Equal(
            new AgentReport("\nDone.", 1228, null, null),
            Read(
                "copilot",
                """
                {"type":"assistant.message","data":{"messageId":"1","content":"","outputTokens":22}}
                {"type":"assistant.message_delta","data":{"deltaContent":"Do"}}
                {"type":"assistant.message","data":{"messageId":"2","content":"Done.","outputTokens":1206}}
                {"type":"result","exitCode":0,"usage":{"premiumRequests":1}}
                """
            )
        );

    [Fact]
    public void Opencode_tells_the_cost_of_each_step() =>
        Assert.Equal(
            new AgentReport("Done.", 330, 0.03, null),
            Read(
                "opencode",
                """
                {"type":"step_finish","part":{"type":"step-finish","cost":0.01,"tokens":{"input":100,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}}}
                {"type":"text","part":{"type":"text","text":"Done."}}
                {"type":"step_finish","part":{"type":"step-finish","cost":0.02,"tokens":{"input":100,"output":10,"reasoning":5,"cache":{"read":100,"write":5}}}}
                """
            )
        );

    [Fact]
    public void Aider_tells_the_cost_of_the_session()
    {
        var report = Read(
            "aider",
            "Tokens: 4.2k sent, 4.0k cache write, 310 received. Cost: $0.0132 message, $0.0132 session.\nx\nTokens: 5.1k sent, 1.2k "
                + "received.\nCost: $0.0170 message, $0.0302 session.\n"
        );
        Assert.Equal((10_810L, 0.0302), (report.Tokens, report.Dollars));
    }

    [Theory]
    [InlineData("""{"type":"result","total_cost_usd":-5,"usage":{"input_tokens":1e400,"output_tokens":"many"}}""")]
    [InlineData("""{"type":"result","total_cost_usd":"free","usage":[]}""")]
    [InlineData("""{"type":"result","usage":{"input_tokens":1e300}}""")]
    public void An_amount_that_is_none_is_not_told(string output) =>
        Assert.Equal((null, null), (Read("claude", output).Tokens, Read("claude", output).Dollars));

    [Fact]
    public void Whatever_an_agent_prints_is_read()
    {
        var pieces = Gen.OneOf([
            .. new[]
            {
                "{",
                "}",
                "[",
                "]",
                "\"",
                "\n",
                "\"type\":",
                "\"result\"",
                "null",
                "1e9",
                ",",
                "Tokens: 1k sent, 2 received",
                "\"usage\":",
                "\"turn.completed\"",
            }.Select(piece => Gen.Const(piece)),
        ]);
        Gen.OneOf(Gen.String, pieces.Array[0, 30].Select(string.Concat))
            .Sample(output => Assert.All(AgentPresets.All, agent => Assert.NotNull(agent.Read(output).Text)));
    }

    private static AgentReport Read(string agent, string output) => AgentCommandLine.Parse(agent).Read(output);
}
