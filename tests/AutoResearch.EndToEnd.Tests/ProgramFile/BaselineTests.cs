using AutoResearch.EndToEnd.Audit;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.ProgramFile;

/// <summary>After a kept result program.md says what the research stands on, and the human's part of it is untouched.</summary>
public sealed class BaselineTests(Products products)
{
    [Fact]
    public void A_kept_result_is_recorded_in_a_commit_of_its_own_and_the_next_experiment_builds_on_it()
    {
        using var steered = new SteeredRepository(products);
        var repository = steered.Repository;

        steered.StartStep().Wait().Succeeds();

        steered.IsDone();
        new Audited(repository.Tool("verify", "2", "--json")).Agrees();

        // Not a result that is kept: nothing is recorded.
        repository.Edit("LearningRate = 10;", "LearningRate = 0.01;");
        var step = repository.Tool("step", "--json").Succeeds();
        Assert.DoesNotContain("new baseline", step.Error, StringComparison.Ordinal);
        Assert.Equal("discarded", step.Json.GetProperty("status").GetString());
        steered.IsDone();
        Assert.Equal(repository.Head, repository.Experiment(3)["parent"]);
        new Audited(repository.Tool("verify", "3", "--json")).Agrees();
    }

    [Fact]
    public void A_new_baseline_is_recorded()
    {
        using var steered = new SteeredRepository(products);
        steered.Repository.CommitAll("By hand");

        steered.Repository.Tool("init").Succeeds();

        Assert.Equal("Record experiment 0002 as the baseline: test_acc 0.9977", steered.Repository.Git("log", "-1", "--format=%s"));
        Assert.Equal(steered.Kept.Replace("\"Raise \\*it\\*\"", "none: measured as it was", StringComparison.Ordinal), steered.Text);
        Assert.Contains("Already initialised", steered.Repository.Tool("init").Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal("", steered.Repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_file_with_the_line_ends_and_the_mark_of_Windows_keeps_them()
    {
        using var steered = new SteeredRepository(products, "\r\n", marked: true);

        steered.StartStep().Wait().Succeeds();

        steered.IsDone();
        Assert.Contains("\r\n- Experiment: 0002\r\n", steered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", steered.Text.Replace("\r\n", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_human_wrote_meanwhile_stays_theirs_staged_or_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in the file system");
        using var steered = new SteeredRepository(products);
        var repository = steered.Repository;
        var conclusion = repository.HoldConclusion();
        var step = steered.StartStep();
        conclusion.Reached();
        steered.Text = steered.Text.Replace("As many points", "As many good points", StringComparison.Ordinal);
        repository.Git("add", "program.md");
        steered.Text = steered.Text.Replace("there are.", "there ever are.", StringComparison.Ordinal) + "\n## Ideas\n\n- Less.\n";
        File.WriteAllText(repository.InFolder("note.txt"), "mine\n");
        repository.Git("add", "note.txt");

        conclusion.Release();
        step.Wait().Succeeds();

        steered.IsRecorded();
        Assert.Equal(
            steered.Kept.Replace("As many points as there are.", "As many good points as there ever are.", StringComparison.Ordinal)
                + "\n## Ideas\n\n- Less.\n",
            steered.Text
        );
        Assert.Equal(
            steered.Kept.Replace("As many points", "As many good points", StringComparison.Ordinal).TrimEnd('\n'),
            repository.Git("show", ":program.md")
        );
        Assert.Equal("A  note.txt\nMM program.md", repository.Git("status", "--porcelain"));
        repository.IsTidy();

        // Still refused, and for what the human wrote.
        repository.Git("rm", "--quiet", "--force", "note.txt");
        repository.Edit("LearningRate = 10;", "LearningRate = 11;");
        repository.Tool("step").FailsWith("AR0110", "program.md");
        repository.Git("restore", "--staged", "--worktree", "program.md");
        Assert.Equal(steered.Kept, steered.Text);
    }

    [Fact]
    public void On_another_branch_nothing_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in the file system");
        using var steered = new SteeredRepository(products);
        var conclusion = steered.Repository.HoldConclusion();
        var step = steered.StartStep();
        conclusion.Reached();
        steered.Repository.Git("switch", "--quiet", "--create", "other");

        conclusion.Release();
        step.Wait().Succeeds();

        Assert.Equal(steered.Start, steered.Text);
        Assert.Equal(steered.Repository.Experiment(2)["commit"], steered.Repository.Git("rev-parse", "main"));
        Assert.Equal(" M Train.cs", steered.Repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void What_conflicts_and_is_not_merged_is_no_baseline()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in the file system");
        using var steered = new SteeredRepository(products);
        var repository = steered.Repository;
        var conclusion = repository.HoldConclusion();
        var step = steered.StartStep();
        conclusion.Reached();
        repository.Edit("LearningRate = 10;", "LearningRate = 12;");
        repository.Git("commit", "--quiet", "--message", "Meanwhile", "Train.cs");
        var mine = repository.Head;

        conclusion.Release();
        Assert.Contains("was not merged", step.Wait().Succeeds().Error, StringComparison.Ordinal);

        Assert.Equal(mine, repository.Head);
        Assert.Equal(steered.Start, steered.Text);
    }
}
