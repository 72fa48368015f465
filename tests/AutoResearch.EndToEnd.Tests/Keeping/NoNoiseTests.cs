using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>A problem whose score depends on no seed, and whose noise floor is therefore zero.</summary>
public sealed class NoNoiseTests : IDisposable
{
    private readonly ResearchRepository repository;

    public NoNoiseTests(Products products)
    {
        repository = new ResearchRepository(products);
        // After a baseline of one run: the incumbent's others are made when the first candidate needs them.
        repository.SetProgram("Runs: 1", "Runs: 3");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_better_change_is_kept_and_a_worse_one_is_not()
    {
        repository.Worsen();
        Assert.Equal("discarded", Step());
        Assert.Equal("worse: 0.7642 against 0.9456 (-19.18 %) on one seed", repository.Experiment(2)["reason"]);
        Assert.Equal("0", repository.Experiment(2)["noise"]);
        Assert.NotEqual("", repository.Experiment(2)["incumbent_runs"]);
        repository.Improve();
        Assert.Equal("kept", Step());
        Assert.Equal("better: 0.9977 against 0.9456 (+5.52 %) on one seed", repository.Experiment(3)["reason"]);
        repository.IsTidy();
        Audited();
    }

    [Fact]
    public void A_change_that_scores_the_same_is_not_kept()
    {
        repository.AddDeadCode();
        Assert.Equal("discarded", Step());
        Audited();
    }

    [Fact]
    public void A_change_that_scores_the_same_with_less_code_is_simplified_and_merged()
    {
        repository.Edit("[Knob(0.001, 1000, Scale = Scale.Log)] private const", "private const");
        Assert.Equal("simplified", Step());
        Assert.Equal(repository.Experiment(2)["commit"], repository.Head);
        Assert.NotEqual("", repository.Experiment(2)["weights"]);
        repository.IsTidy();
        Audited();
    }

    private string Step() => repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString()!;

    private void Audited() => Assert.True(repository.Tool("verify", "2", "--json").Succeeds().Json.GetProperty("agrees").GetBoolean());
}
