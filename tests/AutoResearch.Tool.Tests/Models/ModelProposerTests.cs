using AutoResearch.ModelEndpoints;
using AutoResearch.Proposers;
using AutoResearch.Proposers.Models;

namespace AutoResearch.Tests.Models;

/// <summary>The real client against a real server on the loopback.</summary>
public class ModelProposerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TestTime time = new(Limit);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_proposes_and_its_tokens_and_cost_are_counted()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper, read: 2000, written: 50));
        var proposal = Propose(server, new Prices(In: 1, Out: 10));
        Assert.Equal(("a deeper model learns more", "model/test"), (proposal.Hypothesis, proposal.Proposer));
        Assert.Equal(Requests.Train.Replace("Layers = 4", "Layers = 6"), proposal.Files["Train.cs"]);
        Assert.Equal((2050L, 0.0025), (proposal.Cost.Tokens, Math.Round(proposal.Cost.Dollars!.Value, 9)));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("/v1/chat/completions", "test", false), (request.Path, request.Model, request.HasKey));
        Assert.Equal(["system", "user"], request.Messages.Select(message => message.Role));
        Assert.Contains("Layers = 4", request.Messages[1].Text);
        Assert.Contains("<<<<<<< SEARCH", request.Messages[1].Text);
        Assert.Contains("\"include_usage\":true", request.Body);
    }

    [Fact]
    public async Task Without_prices_only_tokens_are_counted()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper));
        Assert.Equal((1100L, null), (Propose(server).Cost.Tokens, Propose(server).Cost.Dollars));
    }

    [Fact]
    public async Task Tokens_that_the_endpoint_does_not_tell_are_estimated_and_said_to_be()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper) with { Usage = null });
        using var proposer = Proposer(server);
        var proposal = proposer.Propose(Requests.One(), Cancellation);
        var request = Assert.Single(server.Requests);
        var expected = TokenUse.Estimate(request.Messages.Sum(message => message.Text.Length), Requests.Deeper.Length);
        Assert.Equal((expected.Read + expected.Written, true), (proposal.Cost.Tokens, proposer.TokensAreEstimated));
    }

    [Fact]
    public async Task Thoughts_in_a_field_of_their_own_are_no_part_of_the_answer()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper) with { Thoughts = "<<<<<<< SEARCH\nshould I?" });
        Assert.Contains("Layers = 6", Propose(server).Files["Train.cs"]);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_used_gets_a_second_try()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper.Replace("Layers = 4", "Layers = 5")), ModelReply.Says(Requests.Deeper));
        var proposal = Propose(server);
        Assert.Contains("Layers = 6", proposal.Files["Train.cs"]);
        Assert.Equal(2200, proposal.Cost.Tokens);
        var second = server.Requests[1].Messages;
        Assert.Equal(["system", "user", "assistant", "user"], second.Select(message => message.Role));
        Assert.Contains("line 3 of the file is nearest", second[3].Text);
    }

    [Fact]
    public async Task There_is_no_third_try()
    {
        await using var server = new ModelServer(ModelReply.Says("I would rather not."));
        var trouble = Fails(server, "nonsense", forGood: false);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2200, trouble.Cost.Tokens);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_wrong_key_is_for_good_and_names_the_variable_and_never_the_key(int status)
    {
        var (variable, key) = Key();
        await using var server = new ModelServer(ModelReply.Refuses(status, $"Incorrect API key provided: {key}. Or sk-other."));
        var trouble = Fails(server, "wrong key", forGood: true, variable);
        Assert.Single(server.Requests);
        Assert.Contains("AR0306", trouble.Message);
        Assert.Contains(variable, trouble.Message);
        for (Exception? cause = trouble; cause is not null; cause = cause.InnerException)
            Assert.DoesNotContain(key, cause.ToString());
        Assert.DoesNotContain("sk-other", trouble.Message);
    }

    [Fact]
    public async Task The_right_key_is_sent_and_without_one_a_key_is_asked_for()
    {
        var (variable, key) = Key();
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper)) { Key = key };
        using (var proposer = Proposer(server, variable: variable))
            Assert.Contains("Layers = 6", proposer.Propose(Requests.One(), Cancellation).Files["Train.cs"]);
        Assert.True(server.Requests[0].Authorized);
        Assert.Contains("--key-variable", Fails(server, "wrong key", forGood: true).Message);
        Assert.False(server.Requests[1].HasKey);
    }

    [Theory]
    [InlineData(402, "error", "no credit")]
    [InlineData(429, "insufficient_quota", "no credit")]
    [InlineData(404, "model_not_found", "unknown model")]
    [InlineData(301, "moved", "unknown model")]
    public async Task What_cannot_become_better_is_for_good(int status, string code, string kind)
    {
        await using var server = new ModelServer(ModelReply.Refuses(status, "No.", code));
        Fails(server, kind, forGood: true);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_refused_in_the_endpoints_words()
    {
        await using var server = new ModelServer(ModelReply.Refuses(400, "This model's maximum context length is 4096 tokens"));
        Assert.Contains("maximum context length is 4096", Fails(server, "refused", forGood: false).Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_fails_twice_is_asked_again()
    {
        await using var server = new ModelServer(ModelReply.Refuses(500, "oops"), ModelReply.Refuses(502, "oops"), ModelReply.Says(Requests.Deeper));
        Assert.Equal(1100, Propose(server).Cost.Tokens);
        Assert.Equal(3, server.Requests.Count);
        Assert.Collection(time.Waits, first => Between(0.5, 1, first), second => Between(1, 2, second));
    }

    [Fact]
    public async Task A_server_that_always_fails_gives_no_answer()
    {
        await using var server = new ModelServer(ModelReply.Refuses(503, "overloaded"));
        Assert.Contains("overloaded", Fails(server, "no answer", forGood: false).Message);
        Assert.Equal(Backoff.Tries, server.Requests.Count);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_it_asks()
    {
        var date = (time.GetUtcNow() + TimeSpan.FromSeconds(50)).ToString("r");
        await using var server = new ModelServer(ModelReply.Limits("20"), ModelReply.Limits(date), ModelReply.Limits("0"), ModelReply.Says(Requests.Deeper));
        Propose(server);
        Assert.Equal([20, 30], time.Waits.Take(2).Select(wait => wait.TotalSeconds));
        Between(2, 4, time.Waits[2]);
    }

    [Fact]
    public async Task A_rate_limit_longer_than_the_time_is_said_at_once()
    {
        await using var server = new ModelServer(ModelReply.Limits("3600"));
        Assert.Contains("3600 s", Fails(server, "rate limit", forGood: false).Message);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_rate_limit_without_an_end_is_waited_for_until_the_time_is_up()
    {
        await using var server = new ModelServer(ModelReply.Refuses(429, "slow down"));
        var trouble = Fails(server, "rate limit", forGood: false);
        Assert.InRange(trouble.Cost.Seconds, 200, Limit.TotalSeconds);
        Assert.InRange(server.Requests.Count, 7, 14);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        var half = ModelReply.Says(Requests.Deeper);
        await using var server = new ModelServer(half with { Cuts = true }, half with { Finish = "" }, half);
        using var proposer = Proposer(server);
        Assert.Contains("Layers = 6", proposer.Propose(Requests.One(), Cancellation).Files["Train.cs"]);
        Assert.Equal((3, true), (server.Requests.Count, proposer.TokensAreEstimated));
    }

    [Fact]
    public async Task Nobody_at_the_address_gives_no_answer()
    {
        var server = new ModelServer(ModelReply.Says(""));
        await server.DisposeAsync();
        Assert.Contains("nothing takes the connection", Fails(server, "no answer", forGood: false).Message);
        Assert.Equal(Backoff.Tries - 1, time.Waits.Count);
    }

    [Theory]
    [InlineData("text/html", "<html><body>Sign in</body></html>")]
    [InlineData("text/event-stream", "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"del\n\n")]
    [InlineData("text/event-stream", "data: [1,2]\n\n")]
    [InlineData("text/event-stream", "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"eaten_by_wolves\"}]}\n\n")]
    [InlineData("text/event-stream", "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    public async Task Nonsense_is_called_that(string type, string body)
    {
        await using var server = new ModelServer(new ModelReply(200, body) { ContentType = type });
        Assert.Contains("AR0310", Fails(server, "nonsense", forGood: false).Message);
    }

    [Fact]
    public async Task An_answer_that_the_endpoint_cut_off_is_not_used()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper) with { Finish = "length" });
        Assert.Contains("cut off", Fails(server, "nonsense", forGood: false).Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_ended()
    {
        await using var server = new ModelServer(ModelReply.Says(string.Concat(Enumerable.Repeat("again and ", 2000))) with { Floods = true });
        var trouble = Fails(server, "nonsense", forGood: false);
        Assert.InRange(trouble.Cost.Tokens!.Value, ModelTalk.LongestAnswer / 4, ModelTalk.LongestAnswer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hypothesis: it")]
    public async Task A_server_that_hangs_is_left_when_the_time_is_up(string text)
    {
        await using var server = new ModelServer(ModelReply.Says(text) with { Hangs = true });
        using var proposer = Proposer(server);
        var asking = Task.Run(() => proposer.Propose(Requests.One(), Cancellation), Cancellation);
        await server.Hanging.Task;
        time.Advance(Limit);
        var trouble = await Assert.ThrowsAsync<ProposerException>(() => asking);
        Assert.Equal(("time limit", false, Limit.TotalSeconds), (trouble.Kind, trouble.ForGood, trouble.Cost.Seconds));
        await server.Left.Task;
    }

    [Fact]
    public async Task An_interruption_is_heard_at_once()
    {
        await using var server = new ModelServer(ModelReply.Says("Hypothesis: it") with { Hangs = true });
        using var proposer = Proposer(server);
        using var interruption = new CancellationTokenSource();
        var asking = Task.Run(() => proposer.Propose(Requests.One(), interruption.Token), Cancellation);
        await server.Hanging.Task;
        await interruption.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await server.Left.Task;
    }

    [Fact]
    public async Task One_proposer_proposes_again_and_again()
    {
        await using var server = new ModelServer(ModelReply.Refuses(400, "no"), ModelReply.Says(Requests.Deeper));
        using var proposer = Proposer(server);
        Assert.Throws<ProposerException>(() => proposer.Propose(Requests.One(), Cancellation));
        Assert.Equal(1100, proposer.Propose(Requests.One(), Cancellation).Cost.Tokens);
    }

    [Fact]
    public async Task Ollama_is_spoken_to_in_its_own_words_and_asked_for_room()
    {
        await using var server = new ModelServer(ModelReply.Says(Requests.Deeper) with { Thoughts = "hm" });
        using var proposer = Ollama(server);
        var proposal = proposer.Propose(Requests.One(), Cancellation);
        Assert.Equal(("ollama/qwen3:8b", 1100L), (proposal.Proposer, proposal.Cost.Tokens));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/api/chat", "qwen3:8b", false), (request.Path, request.Model, request.HasKey));
        Assert.Contains("\"num_ctx\":16384", request.Body);
    }

    [Fact]
    public async Task Ollamas_troubles_are_understood()
    {
        await using (var server = new ModelServer(new ModelReply(404, """{"error":"model 'qwen3:8b' not found"}""")))
            Assert.Contains("ollama pull qwen3:8b", Fails(Ollama(server), "unknown model", forGood: true).Message);
        await using (var server = new ModelServer(new ModelReply(200, "{\"error\":\"out of memory\"}\n")))
            Assert.Contains("out of memory", Fails(Ollama(server), "no answer", forGood: false).Message);
        await using (var server = new ModelServer(ModelReply.Says(Requests.Deeper) with { Finish = "length" }))
            Fails(Ollama(server), "nonsense", forGood: false);
        await using (var server = new ModelServer(new ModelReply(200, "{\"message\":{\"cont\n")))
            Fails(Ollama(server), "nonsense", forGood: false);
    }

    [Fact]
    public async Task An_ollama_that_hangs_is_left_as_well()
    {
        await using var server = new ModelServer(ModelReply.Says("Hypothesis: it") with { Hangs = true });
        using var proposer = Ollama(server);
        var asking = Task.Run(() => proposer.Propose(Requests.One(), Cancellation), Cancellation);
        await server.Hanging.Task;
        time.Advance(Limit);
        Assert.Equal("time limit", (await Assert.ThrowsAsync<ProposerException>(() => asking)).Kind);
        await server.Left.Task;
    }

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(100, 16384)]
    [InlineData(40_000, 32768)]
    [InlineData(10_000_000, 131_072)]
    public void Ollama_is_asked_for_a_context_that_holds_the_prompt(long characters, int tokens) => Assert.Equal(tokens, OllamaChatClient.Context(characters));

    private Proposal Propose(ModelServer server, Prices? prices = null)
    {
        using var proposer = Proposer(server, prices);
        return proposer.Propose(Requests.One(), Cancellation);
    }

    private ProposerException Fails(ModelServer server, string kind, bool forGood, string? variable = null) => Fails(Proposer(server, variable: variable), kind, forGood);

    private static ProposerException Fails(ModelProposer proposer, string kind, bool forGood)
    {
        using (proposer)
        {
            var trouble = Assert.Throws<ProposerException>(() => proposer.Propose(Requests.One(), Cancellation));
            Assert.Equal((kind, forGood), (trouble.Kind, trouble.ForGood));
            return trouble;
        }
    }

    private ModelProposer Proposer(ModelServer server, Prices? prices = null, string? variable = null) =>
        ModelProposer.Create(ModelEndpoint.Parse($"model:test@{server.OpenAIAddress}", NoKeys(variable), variable), Requests.Briefing, Limit, prices, time);

    private ModelProposer Ollama(ModelServer server) =>
        ModelProposer.Create(ModelEndpoint.Parse($"ollama:qwen3:8b@{server.Address}", NoKeys(null)), Requests.Briefing, Limit, null, time);

    // Whoever runs the tests may have keys of their own.
    private static Func<string, string?> NoKeys(string? except) => name => name == except ? Environment.GetEnvironmentVariable(name) : null;

    private static (string Variable, string Key) Key()
    {
        var (variable, key) = ("TEST_KEY_" + Guid.NewGuid().ToString("N"), "sk-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(variable, key);
        return (variable, key);
    }

    private static void Between(double least, double most, TimeSpan wait) => Assert.InRange(wait.TotalSeconds, least, most);
}
