using AutoResearch.Proposers;
using AutoResearch.Proposers.Models;
using AutoResearch.TestSupport.Models;

namespace AutoResearch.Tests.Models;

/// <summary>Proposers that ask a loopback endpoint, and the clock that they wait by.</summary>
public abstract class LoopbackModels
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private protected TestTime Time { get; } = new(Limit);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Proposal Propose(ModelServer server, Prices? prices = null)
    {
        using var proposer = Proposer(server, prices);
        return proposer.Propose(Requests.One(), Cancellation);
    }

    private protected ProposerException Fails(ModelServer server, string kind, bool forGood, string? variable = null) =>
        Fails(Proposer(server, variable: variable), kind, forGood);

    private protected static ProposerException Fails(ModelProposer proposer, string kind, bool forGood)
    {
        using (proposer)
        {
            var trouble = Assert.Throws<ProposerException>(() => proposer.Propose(Requests.One(), Cancellation));
            Assert.Equal((kind, forGood), (trouble.Kind, trouble.ForGood));
            return trouble;
        }
    }

    /// <summary>Until the server keeps its caller waiting; a caller that gives up before fails the test.</summary>
    private protected static async Task Hung(ModelServer server, Task asking)
    {
        if (await Task.WhenAny(server.Hanging.Task, asking) == asking)
            await asking;
    }

    private protected ModelProposer Proposer(ModelServer server, Prices? prices = null, string? variable = null) =>
        ModelProposer.Create(
            ModelEndpoint.Parse($"model:test@{server.OpenAIAddress}", NoKeys(variable), variable),
            Requests.Briefing,
            Limit,
            prices,
            Time
        );

    private protected ModelProposer Ollama(ModelServer server) =>
        ModelProposer.Create(ModelEndpoint.Parse($"ollama:qwen3:8b@{server.Address}", NoKeys(null)), Requests.Briefing, Limit, null, Time);

    // Whoever runs the tests may have keys of their own.
    private static Func<string, string?> NoKeys(string? except) => name => name == except ? Environment.GetEnvironmentVariable(name) : null;

    private protected static (string Variable, string Key) Key()
    {
        var (variable, key) = ("TEST_KEY_" + Guid.NewGuid().ToString("N"), "sk-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(variable, key);
        return (variable, key);
    }

    private protected static void Between(double least, double most, TimeSpan wait) => Assert.InRange(wait.TotalSeconds, least, most);
}
