using System.Text.Json;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

public sealed class StepTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_better_change_is_merged_fast_forward()
    {
        var before = repository.Head;
        repository.Improve();

        var step = repository.Tool("step", "-m", "Raise the learning rate").Succeeds();

        Assert.Contains("kept: better: 0.9977 against 0.9456", step.Output, StringComparison.Ordinal);
        Assert.Equal(before, repository.Git("rev-parse", "HEAD^"));
        Assert.Equal("Raise the learning rate", repository.Git("log", "-1", "--format=%s"));
        Assert.Equal(repository.Head, repository.Git("rev-parse", "refs/autoresearch/experiments/0002"));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
        repository.IsTidy();
    }

    [Theory]
    [InlineData("// EDITED BY THE AGENT.", "// Edited.")]
    [InlineData("LearningRate", "Rate")]
    [InlineData("        while (!run.IsOver)\n", "\n        while ( !run.IsOver )\n")]
    public void Comments_names_and_formatting_are_not_measured(string before, string after)
    {
        repository.Edit(before, after);
        var edited = repository.Train;

        repository.Tool("step").FailsWith("AR0111", "comments, formatting or names");

        Assert.Single(repository.Ledger());
        Assert.Equal(edited, repository.Train);
        repository.IsTidy();
    }

    [Fact]
    public void A_worse_change_is_taken_back_and_can_be_restored()
    {
        var before = repository.Head;
        repository.Worsen();
        var candidate = repository.Train;

        var step = repository.Tool("step").Succeeds();

        Assert.Contains("discarded: worse", step.Output, StringComparison.Ordinal);
        Assert.Equal(before, repository.Head);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();

        repository.Tool("restore", "2").Succeeds();
        Assert.Equal(candidate, repository.Train);
        Assert.Equal(before, repository.Head);
    }

    [Fact]
    public void It_works_from_any_folder_of_the_repository()
    {
        repository.Improve();
        repository.ToolIn(repository.InFolder("corpus"), "step").Succeeds();
        Assert.Equal("kept", repository.Experiment(2)["outcome"]);
        repository.IsTidy();
    }

    [Fact]
    public void Its_document_has_the_promised_shape()
    {
        repository.Improve();

        var step = repository.Tool("step", "-m", "Raise it!", "--json").Succeeds().Json;

        Assert.Equal(2, step.GetProperty("experiment").GetInt32());
        Assert.Equal("kept", step.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, step.GetProperty("reason").ValueKind);
        Assert.Equal(1, step.GetProperty("runs").GetInt32());
        Assert.Equal(repository.Head, step.GetProperty("commit").GetString());
        Assert.Equal("autoresearch/0002-raise-it", step.GetProperty("branch").GetString());
        var metric = step.GetProperty("metric");
        Assert.Equal("test_acc", metric.GetProperty("name").GetString());
        Assert.Equal(0.99773, metric.GetProperty("value").GetDouble(), 4);
        Assert.Equal(0.94558, metric.GetProperty("baseline").GetDouble(), 4);
        Assert.Equal(0.05516, metric.GetProperty("change").GetDouble(), 4);
        var seconds = step.GetProperty("seconds");
        foreach (var phase in (string[])["build", "startup", "train", "eval", "overhead", "total"])
            Assert.True(seconds.GetProperty(phase).GetDouble() >= 0, phase);
        Assert.Equal(
            seconds.GetProperty("total").GetDouble() - seconds.GetProperty("train").GetDouble() - seconds.GetProperty("eval").GetDouble(),
            seconds.GetProperty("overhead").GetDouble(),
            0.01
        );
    }

    [Fact]
    public void Another_device_is_given_a_baseline_of_its_own()
    {
        repository.Set("OMP_NUM_THREADS", "2");
        repository.Improve();

        var step = repository.Tool("step", "--json").Succeeds();

        Assert.Contains("new baseline", step.Error, StringComparison.Ordinal);
        Assert.Equal(3, step.Json.GetProperty("experiment").GetInt32());
        Assert.Equal(["cpu, 1 threads", "cpu, 2 threads", "cpu, 2 threads"], repository.Ledger().Select(row => row["device"]));
        Assert.Equal("baseline", repository.Experiment(2)["kind"]);
        repository.IsTidy();
    }

    [Fact]
    public void A_baseline_of_code_that_was_committed_by_hand_is_measured_first()
    {
        repository.Worsen();
        repository.CommitAll("By hand");
        repository.Edit("LearningRate = 0.01;", "LearningRate = 10;");

        var step = repository.Tool("step").Succeeds();

        Assert.Contains("new baseline", step.Error, StringComparison.Ordinal);
        Assert.Equal(["baseline", "baseline", "candidate"], repository.Ledger().Select(row => row["kind"]));
        Assert.Equal(repository.Experiment(2)["test_acc"], repository.Experiment(3)["incumbent"]);
    }
}
