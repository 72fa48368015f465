using AutoResearch.Proposers;
using AutoResearch.Proposers.Models;
using AutoResearch.TestSupport.Models;

namespace AutoResearch.Tests.Models;

/// <summary>What can happen between here and a model, with the real client and a real server.</summary>
public class ModelTroubleTests : LoopbackModels
{
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
        await using var server = new ModelServer(
            ModelReply.Refuses(500, "oops"),
            ModelReply.Refuses(502, "oops"),
            ModelReply.Says(Requests.Deeper)
        );
        Assert.Equal(1100, Propose(server).Cost.Tokens);
        Assert.Equal(3, server.Requests.Count);
        Assert.Collection(Time.Waits, first => Between(0.5, 1, first), second => Between(1, 2, second));
    }

    [Fact]
    public async Task A_server_that_always_fails_gives_no_answer()
    {
        await using var server = new ModelServer(ModelReply.Refuses(503, "overloaded"));
        Assert.Contains("overloaded", Fails(server, "no answer", forGood: false).Message);
        Assert.Equal(RetryDelay.Tries, server.Requests.Count);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_it_asks()
    {
        var date = (Time.GetUtcNow() + TimeSpan.FromSeconds(50)).ToString("r");
        await using var server = new ModelServer(
            ModelReply.Limits("20"),
            ModelReply.Limits(date),
            ModelReply.Limits("0"),
            ModelReply.Says(Requests.Deeper)
        );
        Propose(server);
        Assert.Equal([20, 30], Time.Waits.Take(2).Select(wait => wait.TotalSeconds));
        Between(2, 4, Time.Waits[2]);
    }

    [Fact]
    public async Task A_rate_limit_longer_than_the_time_is_said_at_once()
    {
        await using var server = new ModelServer(ModelReply.Limits("3600"));
        Assert.Contains("3600 s", Fails(server, "rate limit", forGood: false).Message);
        Assert.Empty(Time.Waits);
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
        Assert.Equal(RetryDelay.Tries - 1, Time.Waits.Count);
    }

    [Theory]
    [InlineData("text/html", "<html><body>Sign in</body></html>")]
    [InlineData("text/event-stream", "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"del\n\n")]
    [InlineData("text/event-stream", "data: [1,2]\n\n")]
    [InlineData(
        "text/event-stream",
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"eaten_by_wolves\"}]}\n\n"
    )]
    [InlineData(
        "text/event-stream",
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
    )]
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
        await using var server = new ModelServer(
            ModelReply.Says(string.Concat(Enumerable.Repeat("again and ", 2000))) with
            {
                Floods = true,
            }
        );
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
        await Hung(server, asking);
        Time.Advance(Limit);
        var trouble = await Assert.ThrowsAsync<ProposerException>(() => asking);
        Assert.Equal(("time limit", false, Limit.TotalSeconds), (trouble.Kind, trouble.ForGood, trouble.Cost.Seconds));
        await server.Left.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_interruption_is_heard_at_once()
    {
        await using var server = new ModelServer(ModelReply.Says("Hypothesis: it") with { Hangs = true });
        using var proposer = Proposer(server);
        using var interruption = new CancellationTokenSource();
        var asking = Task.Run(() => proposer.Propose(Requests.One(), interruption.Token), Cancellation);
        await Hung(server, asking);
        await interruption.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await server.Left.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_answer_that_a_client_forgets_is_left()
    {
        await using var server = new ModelServer(ModelReply.Says("") with { Hangs = true });
        using var transport = new ModelTransport(server.Address, key: null, TimeProvider.System);
        using var http = new HttpClient(transport);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.OpenAIAddress + "/chat/completions"))
        {
            Content = new StringContent("""{"model":"test","messages":[]}"""),
        };
        _ = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        transport.Leave();
        await server.Left.Task.WaitAsync(Cancellation);
    }
}
