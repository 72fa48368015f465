using System.Text.RegularExpressions;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>Runs of some seconds, so that there are losses enough to see a learning curve: they are reported four times a second.</summary>
public sealed partial class EarlyStoppingTests : IDisposable
{
    private const double Budget = 6;

    private readonly ResearchRepository repository;

    public EarlyStoppingTests(Products products)
    {
        repository = new ResearchRepository(products);
        // Two runs of the incumbent. It learns fast: how fast the machine is makes no difference to its loss.
        repository.SetProgram("20 steps", "6 seconds\n- Slowed runs: judge");
        repository.SetProgram("Runs: 1", "Runs: 2");
        repository.Improve();
        repository.CommitAll("Learn fast");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_hopeless_change_is_stopped_and_an_ordinary_one_is_not()
    {
        repository.SetProgram("Runs: 2", "Runs: 2\n- Early stopping: on");
        var before = repository.Head;
        LearnNothing();
        var candidate = repository.Train;

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal("stopped", step.GetProperty("status").GetString());
        var said = Reason().Match(step.GetProperty("reason").GetString()!);
        Assert.True(said.Success, step.GetProperty("reason").GetString());
        Assert.InRange(step.GetProperty("seconds").GetProperty("train").GetDouble(), 0.25 * Budget, 0.95 * Budget);
        var row = repository.Ledger()[^1];
        Assert.Equal("stopped", row["outcome"]);
        Assert.Equal("", row["test_acc"]);
        Assert.Equal(before, repository.Head);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
        Assert.DoesNotContain("experiment 0003", repository.Tool("verify", "--all").Output, StringComparison.Ordinal);
        repository.Tool("restore", row["experiment"]).Succeeds();
        Assert.Equal(candidate, repository.Train);
        repository.Git("restore", ".");

        repository.Edit("LearningRate = 10;", "LearningRate = 9;");
        Assert.NotEqual("", StepToTheEnd()["test_acc"]);

        // The curves are a cache, and nothing depends on them.
        foreach (var curve in Directory.GetFiles(repository.Cache, "*.tsv", SearchOption.AllDirectories))
            File.WriteAllText(curve, "no curve");
        LearnNothing(repository.Train.Contains("LearningRate = 10;", StringComparison.Ordinal) ? "10" : "9");
        Assert.Equal("discarded", StepToTheEnd()["outcome"]);
    }

    [Fact]
    public void It_is_off_by_default()
    {
        LearnNothing();
        Assert.Equal("discarded", StepToTheEnd()["outcome"]);
    }

    private void LearnNothing(string before = "10")
    {
        repository.Edit("[Knob(0.001, 1000,", "[Knob(1e-9, 1000,");
        repository.Edit($"LearningRate = {before};", "LearningRate = 1e-9;");
    }

    // The row of the experiment, all of whose budget was spent.
    private IReadOnlyDictionary<string, string> StepToTheEnd()
    {
        var step = repository.Tool("step", "--json").Succeeds().Json;
        Assert.True(step.GetProperty("seconds").GetProperty("train").GetDouble() >= Budget);
        return repository.Ledger()[^1];
    }

    [GeneratedRegex(
        @"^hopeless at \d\d % of the budget: loss 0\.69\d against the incumbent's 0\.\d+; at best it would have ended with 0\.\d+ "
            + @"against 0\.\d+, and equal programs differ by up to 0\.\d+$"
    )]
    private static partial Regex Reason();
}
