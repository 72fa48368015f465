using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

public sealed class InitTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products, copyOf: null);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void It_makes_the_repository_and_measures_the_baseline()
    {
        // Rewritten before the first init: nothing was measured yet that a lock would have to protect.
        PointsProject.Scaffold(products, repository.Folder);

        var init = repository.Tool("init", "--json").Succeeds().Json;

        Assert.Equal(1, init.GetProperty("experiment").GetInt32());
        Assert.Equal("kept", init.GetProperty("status").GetString());
        Assert.Equal("main", repository.Git("branch", "--show-current"));
        Assert.Equal("1", repository.Git("rev-list", "--count", "main"));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        var baseline = Assert.Single(repository.Ledger());
        Assert.Equal("baseline", baseline["kind"]);
        Assert.Equal(repository.Head, baseline["commit"]);
        Assert.Equal("0.9455782312925171", baseline["test_acc"]);
        repository.IsTidy();
        products.Machine.Run(repository.Folder, "sha256sum", "--check", "--quiet", "autoresearch.lock").Succeeds();
    }
}
