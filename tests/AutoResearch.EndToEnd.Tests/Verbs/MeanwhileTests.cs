using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

/// <summary>What a person does while an experiment runs is neither lost nor harmful.</summary>
public sealed class MeanwhileTests : IDisposable
{
    private readonly ResearchRepository repository;
    private readonly HeldConclusion conclusion;
    private readonly RunningCommand step;

    public MeanwhileTests(Products products)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in the file system");
        repository = new ResearchRepository(products);
        repository.Improve();
        conclusion = repository.HoldConclusion();
        step = repository.StartTool("step", "-m", "The first");
        conclusion.Reached();
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_second_step_is_refused_and_the_first_is_unharmed()
    {
        repository.Tool("step").FailsWith("AR0112", $"process {step.Id}");

        conclusion.Release();
        step.Wait().Succeeds();
        Assert.Equal("kept", Assert.Single(repository.Ledger().Skip(1))["outcome"]);
        Assert.Equal(repository.Head, repository.Experiment(2)["commit"]);
        repository.IsTidy();
    }

    [Fact]
    public void Status_says_what_is_running_and_leaves_it_alone()
    {
        Assert.True(repository.Tool("status", "--json").Succeeds().Json.GetProperty("running").GetBoolean());
        Assert.Contains("The first", repository.Tool("status").Succeeds().Output, StringComparison.Ordinal);

        conclusion.Release();
        step.Wait().Succeeds();
        repository.IsTidy();
    }

    [Fact]
    public void Edits_made_meanwhile_stay_as_they_are()
    {
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        var edited = repository.Train;

        conclusion.Release();
        var ended = step.Wait().Succeeds();

        Assert.Contains("Train.cs was edited while the experiment ran", ended.Error, StringComparison.Ordinal);
        Assert.Equal(edited, repository.Train);
        Assert.Contains("LearningRate = 10;", repository.Git("show", "HEAD:Train.cs"), StringComparison.Ordinal);
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void A_commit_made_meanwhile_is_merged_with()
    {
        var mine = CommitMeanwhile("README.md", "Mine\n");

        conclusion.Release();
        step.Wait().Succeeds();

        Assert.Equal($"{mine} {repository.Experiment(2)["commit"]}", repository.Git("log", "-1", "--format=%P"));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Contains("LearningRate = 10;", repository.Train, StringComparison.Ordinal);
        repository.IsTidy();
    }

    [Fact]
    public void A_commit_made_meanwhile_that_conflicts_stays_and_the_candidate_is_kept_apart()
    {
        var mine = CommitMeanwhile(
            "Train.cs",
            repository.Train.Replace("LearningRate = 10;", "LearningRate = 12;", StringComparison.Ordinal)
        );

        conclusion.Release();
        var ended = step.Wait().Succeeds();

        Assert.Contains("was not merged", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Merged into", ended.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"Kept, but not merged: main changed meanwhile and conflicts with it. Merge it by hand: git merge "
                + $"{repository.Experiment(2)["commit"][..12]}",
            ended.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(mine, repository.Head);
        Assert.Equal(repository.Experiment(2)["commit"], repository.Git("rev-parse", "refs/autoresearch/experiments/0002"));
        Assert.Contains("LearningRate = 12;", repository.Train, StringComparison.Ordinal);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    // Only this file: the experiment's change is in the working tree, too.
    private string CommitMeanwhile(string path, string text)
    {
        File.WriteAllText(repository.InFolder(path), text);
        repository.Git("add", path);
        repository.Git("commit", "--quiet", "--message", "Meanwhile", path);
        return repository.Head;
    }
}
