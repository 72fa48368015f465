using AutoResearch.EndToEnd.Machine;
using AutoResearch.TestSupport.Models;

namespace AutoResearch.EndToEnd.Running;

/// <summary>The loop with a model behind an endpoint on the loopback.</summary>
public sealed class ModelRunTests(Products products) : IDisposable
{
    private const string Key = "sk-a-key-that-nobody-may-see";

    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task What_a_model_writes_becomes_an_experiment_with_its_cost()
    {
        await using var server = new ModelServer(Edit("LearningRate = 1;", "LearningRate = 3;")) { Key = Key };
        repository.Set("OPENAI_API_KEY", Key);

        var run = repository
            .Tool(
                "run",
                "--experiments",
                "1",
                "--proposer",
                $"model:test@{server.OpenAIAddress}",
                "--price-in",
                "10",
                "--price-out",
                "100",
                "--json"
            )
            .Succeeds();

        var row = repository.Experiment(2);
        Assert.Equal("model/test", row["proposer"]);
        Assert.Equal("Raise the learning rate", row["description"]);
        Assert.Equal("1100", row["proposal_tokens"]);
        Assert.Equal("0.02", row["cost"]);
        Assert.Equal(1100, run.Json.GetProperty("cost").GetProperty("tokens").GetInt64());
        Assert.DoesNotContain(Key, run.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, repository.Git("log", "--all", "--patch"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_proposed_before_is_refused_and_it_hears_which_experiment_it_was()
    {
        await using var server = new ModelServer(
            (request, before) =>
                request.Messages.Any(message => message.Text.Contains("against this very incumbent", StringComparison.Ordinal))
                    ? Edit("LearningRate = 1;", "LearningRate = 0.1;")
                    : Edit("LearningRate = 1;", "LearningRate = 0.01;")
        );

        repository.Tool("run", "--experiments", "2", "--proposer", $"model:test@{server.OpenAIAddress}").Succeeds();

        Assert.Equal(["LearningRate:1>0.01", "LearningRate:1>0.1"], repository.Ledger().Skip(1).Select(row => row["knobs"]));
    }

    [Fact]
    public async Task A_wrong_key_ends_the_run_and_is_not_shown()
    {
        await using var server = new ModelServer(Edit("a", "b")) { Key = Key };
        repository.Set("OPENAI_API_KEY", "sk-another-key");

        var run = repository
            .Tool("run", "--experiments", "1", "--proposer", $"model:test@{server.OpenAIAddress}")
            .Exits(CommandResult.Failed);

        Assert.Contains("OPENAI_API_KEY", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-another-key", run.ToString(), StringComparison.Ordinal);
        Assert.Single(repository.Ledger());
    }

    [Fact]
    public async Task An_endpoint_of_program_md_gets_no_key_before_the_user_said_so()
    {
        await using var server = new ModelServer(Edit("LearningRate = 1;", "LearningRate = 3;")) { Key = Key };
        repository.Set("OPENAI_API_KEY", Key);
        repository.SetProgram("- Runs: 1\n", $"- Runs: 1\n- Proposers: model:test@{server.OpenAIAddress}\n");

        var refused = repository.Tool("run", "--experiments", "1").Exits(CommandResult.Failed);
        Assert.Contains("error AR0312", refused.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        repository.Tool("run", "--experiments", "1", "--yes").Succeeds();
        Assert.Equal("model/test", repository.Experiment(2)["proposer"]);
        // It is remembered, whatever becomes of the same proposal.
        Assert.DoesNotContain("AR0312", repository.Tool("run", "--experiments", "1", "--fresh").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_of_tokens_ends_the_run()
    {
        await using var server = new ModelServer(
            (_, before) => Edit("LearningRate = 1;", FormattableString.Invariant($"LearningRate = {0.5 / (before + 1)};"))
        );
        repository.Tool("run", "--tokens", "2000", "--proposer", $"model:test@{server.OpenAIAddress}").Succeeds();
        Assert.Equal(3, repository.Ledger().Count);
    }

    private static ModelReply Edit(string before, string after) =>
        ModelReply.Says(
            $"""
            Hypothesis: Raise the learning rate

            Train.cs
            <<<<<<< SEARCH
            {Line(before)}
            =======
            {Line(after)}
            >>>>>>> REPLACE
            """
        );

    private static string Line(string value) => $"    [Knob(0.001, 1000, Scale = Scale.Log)] private const double {value}";
}
