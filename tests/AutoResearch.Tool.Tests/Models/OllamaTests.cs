using AutoResearch.Proposers;
using AutoResearch.Proposers.Models;
using AutoResearch.TestSupport.Models;

namespace AutoResearch.Tests.Models;

/// <summary>Ollama's own protocol.</summary>
public class OllamaTests : LoopbackModels
{
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
        await Hung(server, asking);
        Time.Advance(Limit);
        Assert.Equal("time limit", (await Assert.ThrowsAsync<ProposerException>(() => asking)).Kind);
        await server.Left.Task.WaitAsync(Cancellation);
    }

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(100, 16384)]
    [InlineData(40_000, 32768)]
    [InlineData(10_000_000, 131_072)]
    public void Ollama_is_asked_for_a_context_that_holds_the_prompt(long characters, int tokens) =>
        Assert.Equal(tokens, OllamaChatClient.Context(characters));
}
