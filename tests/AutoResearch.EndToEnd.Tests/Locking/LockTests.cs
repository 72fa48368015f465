using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Locking;

public sealed class LockTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_build_with_an_edited_locked_file_fails_by_the_analyzer_and_by_the_task()
    {
        EditPrepare();

        var build = repository.Dotnet("build", "-c", "Release", "--nologo");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Prepare.cs(1,1): error AR0001: Prepare.cs is locked", build.Output, StringComparison.Ordinal);
        Assert.Contains("Prepare.cs : error AR0001: Prepare.cs is locked", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_an_edited_locked_file_is_refused_before_anything_exists()
    {
        EditPrepare();
        repository.Improve();
        Refuses("AR0001", "Prepare.cs", "dotnet autoresearch lock");
    }

    [Fact]
    public void A_step_without_a_locked_file_is_refused()
    {
        File.Delete(repository.InFolder("corpus/validation.txt"));
        repository.Improve();
        Refuses("AR0001", "corpus/validation.txt");
    }

    [Fact]
    public void A_step_with_a_locked_file_that_was_committed_without_locking_is_refused()
    {
        EditPrepare();
        repository.CommitAll("Change what is locked");
        repository.Improve();
        Refuses("AR0001", "Prepare.cs");
    }

    [Fact]
    public void A_new_source_file_is_out_of_scope()
    {
        File.WriteAllText(repository.InFolder("Helper.cs"), "static class Helper;\n");
        repository.Improve();
        Refuses("AR0110", "Helper.cs", "Train.cs");
    }

    [Fact]
    public void Locking_on_purpose_makes_the_next_step_measure_a_new_baseline()
    {
        EditPrepare();

        var locked = repository.Tool("lock", "--json").Succeeds().Json;
        Assert.Equal("Prepare.cs", Assert.Single(locked.GetProperty("changed").EnumerateArray()).GetString());
        Assert.Equal(repository.Head, locked.GetProperty("commit").GetString());
        Assert.Equal("", repository.Git("status", "--porcelain"));

        StepMeasuresANewBaseline("the lock");
    }

    [Fact]
    public void Locking_says_that_a_new_baseline_follows_and_leaves_a_candidate_alone()
    {
        EditPrepare();
        repository.Improve();

        var locked = repository.Tool("lock", "-m", "Count differently").Succeeds();

        Assert.Contains("new baseline", locked.Output, StringComparison.Ordinal);
        Assert.Equal("Count differently", repository.Git("log", "-1", "--format=%s"));
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void Locking_what_is_locked_changes_nothing()
    {
        var before = repository.State();
        var locked = repository.Tool("lock", "--json").Succeeds().Json;
        Assert.Empty(locked.GetProperty("changed").EnumerateArray());
        Assert.False(locked.TryGetProperty("commit", out _));
        Assert.Equal(before, repository.State());
    }

    [Fact]
    public void Another_budget_makes_the_next_step_measure_a_new_baseline()
    {
        repository.SetProgram("20 steps", "21 steps");
        StepMeasuresANewBaseline("the budget (20 steps → 21 steps)");
    }

    private void StepMeasuresANewBaseline(string because)
    {
        repository.Improve();
        var step = repository.Tool("step").Succeeds();
        Assert.Contains($"{because}", step.Error, StringComparison.Ordinal);
        Assert.Contains("measuring a new baseline", step.Error, StringComparison.Ordinal);
        Assert.Equal(["baseline", "baseline", "candidate"], repository.Ledger().Select(row => row["kind"]));
        Assert.Equal("kept", repository.Experiment(3)["outcome"]);
        Assert.Equal(repository.Experiment(2)["test_acc"], repository.Experiment(3)["incumbent"]);
        repository.IsTidy();
    }

    private void EditPrepare() => File.AppendAllText(repository.InFolder("Prepare.cs"), "// changed\n");

    private void Refuses(string code, params string[] mentioned)
    {
        var before = repository.State();
        repository.Tool("step").FailsWith(code, mentioned);
        Assert.Equal(before, repository.State());
    }
}
