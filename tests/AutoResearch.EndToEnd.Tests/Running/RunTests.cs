using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Running;

/// <summary>The loop with the built-in search: it ends where it is told to, and goes on where it was.</summary>
public sealed class RunTests(Products products) : IDisposable
{
    private readonly ResearchRepository repository = new(products);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Experiments_follow_one_another_until_the_limit()
    {
        var run = repository.Tool("run", "--experiments", "3", "--json").Succeeds();

        Assert.Equal(3, run.Json.GetProperty("experiments").GetInt32());
        var rows = repository.Ledger().Skip(1).ToList();
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.StartsWith("search/", row["proposer"], StringComparison.Ordinal));
        Assert.Equal(3, rows.Select(row => row["code"]).Distinct().Count());
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void A_finished_run_is_not_taken_up_again()
    {
        repository.Tool("run", "--experiments", "1").Succeeds();
        repository.Tool("run", "--experiments", "1").Succeeds();
        Assert.Equal(3, repository.Ledger().Count);
    }

    [Fact]
    public void A_run_that_was_killed_goes_on_where_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals");
        repository.StartTool("run", "--experiments", "4").Says("0003 ").Signal(RunningCommand.SigKill).Wait();

        repository.Tool("run", "--experiments", "4").Succeeds().Says("Going on with the run");

        var rows = repository.Ledger().Skip(1).ToList();
        Assert.Equal(4, rows.Count);
        // What was cut off may be tried again; nothing else is tried twice.
        var codes = rows.Where(row => row["outcome"] != "interrupted").Select(row => row["code"]).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        repository.IsTidy();
    }

    [Fact]
    public void An_interrupt_ends_the_run_in_order()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals");
        var run = repository.StartTool("run").Says("0003 ").Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);

        Assert.Contains("interrupted", run.Error, StringComparison.Ordinal);
        repository.IsTidy();
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void It_stops_when_the_metric_is_good_enough()
    {
        var baseline = double.Parse(repository.Experiment(1)["test_acc"], CultureInfo.InvariantCulture);
        repository.Tool("run", "--until", (baseline - 0.01).ToString(CultureInfo.InvariantCulture)).Succeeds();
        Assert.Single(repository.Ledger());
    }

    [Fact]
    public void Edits_that_are_not_committed_are_not_passed_over()
    {
        repository.Improve();
        var edited = repository.Train;
        repository.Tool("run", "--experiments", "1").FailsWith("AR0115", "Train.cs");
        Assert.Equal(edited, repository.Train);
    }

    [Theory]
    [InlineData("--experiments", "0")]
    [InlineData("--hours", "0")]
    [InlineData("--cost", "0")]
    [InlineData("--tokens", "0")]
    [InlineData("--plateau", "0")]
    public void A_budget_of_nothing_is_refused(string option, string value) => repository.Tool("run", option, value).Exits(2).Says(option);

    [Fact]
    public void An_unknown_proposer_is_named() =>
        repository.Tool("run", "--experiments", "1", "--proposer", "oracle").FailsWith("AR0311", "oracle");

    [Fact]
    public void A_change_of_program_md_counts_from_the_next_experiment()
    {
        // The human at night: edits while the run is under way.
        WriteHook("after-experiment", "sed -i 's/20 steps/25 steps/' program.md");

        repository.Tool("run", "--experiments", "2").Succeeds().Says("the budget (20 steps → 25 steps) changed");

        Assert.Equal(["20 steps", "20 steps", "25 steps", "25 steps"], repository.Ledger().Select(row => row["budget"]));
        Assert.Equal(["baseline", "candidate", "baseline", "candidate"], repository.Ledger().Select(row => row["kind"]));
    }

    [Fact]
    public void A_mistake_in_program_md_does_not_end_the_run()
    {
        WriteHook("after-experiment", "sed -i 's/20 steps/20 parsecs/' program.md");
        repository.Tool("run", "--experiments", "2").Succeeds().Says("AR0202");
        Assert.Equal(3, repository.Ledger().Count);
    }

    [Fact]
    public void Hooks_get_the_record_before_and_after()
    {
        WriteHook("before-experiment", "cat >> ../before.json");
        WriteHook("after-experiment", "cat >> ../after.json");

        repository.Tool("run", "--experiments", "1").Succeeds();

        var before = File.ReadAllText(repository.InFolder("../before.json"));
        var after = File.ReadAllText(repository.InFolder("../after.json"));
        Assert.Contains("\"experiment\":2", before, StringComparison.Ordinal);
        Assert.Contains("\"proposer\":\"search/", before, StringComparison.Ordinal);
        Assert.Contains("\"experiment\":2", after, StringComparison.Ordinal);
        Assert.Contains("\"metric\":{\"name\":\"test_acc\"", after, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_that_fails_is_reported_and_loses_nothing()
    {
        WriteHook("after-experiment", "echo no room >&2; exit 3");
        repository.Tool("run", "--experiments", "1").Succeeds().Says("AR0316").Says("exit code 3").Says("no room");
        Assert.Equal(2, repository.Ledger().Count);
    }

    private void WriteHook(string name, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script");
        var hook = repository.InFolder($".git/autoresearch/hooks/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
