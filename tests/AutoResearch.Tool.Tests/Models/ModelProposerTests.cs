using AutoResearch.Proposers;
using AutoResearch.Proposers.Models;
using AutoResearch.TestSupport.Models;

namespace AutoResearch.Tests.Models;

/// <summary>The real client against a real server on the loopback.</summary>
public class ModelProposerTests : LoopbackModels
{
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
        await using var server = new ModelServer(
            ModelReply.Says(Requests.Deeper.Replace("Layers = 4", "Layers = 5")),
            ModelReply.Says(Requests.Deeper)
        );
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

    [Fact]
    public async Task One_proposer_proposes_again_and_again()
    {
        await using var server = new ModelServer(ModelReply.Refuses(400, "no"), ModelReply.Says(Requests.Deeper));
        using var proposer = Proposer(server);
        Assert.Throws<ProposerException>(() => proposer.Propose(Requests.One(), Cancellation));
        Assert.Equal(1100, proposer.Propose(Requests.One(), Cancellation).Cost.Tokens);
    }
}
