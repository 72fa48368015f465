using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Kills;

/// <summary>
/// The tool is killed with SIGKILL while it writes the result down: with the entry in the ledger the conclusion is
/// replayed, without it the experiment is recorded as interrupted.
/// </summary>
public sealed class KillWhileConcludingTests : IDisposable
{
    private readonly ResearchRepository repository;

    public KillWhileConcludingTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Before_or_after_the_entry()
    {
        repository.Improve();
        var improved = repository.Train;
        repository.StartTool("step").Says("  concluding …").Signal(RunningCommand.SigKill).Wait();

        repository.Tool("status").Succeeds();

        repository.IsTidy();
        var status = repository.Experiment(2)["outcome"];
        Assert.Contains(status, (string[])["kept", "interrupted"]);
        Assert.Equal(improved, repository.Train);
        Assert.Equal(status == "kept" ? "" : " M Train.cs", repository.Git("status", "--porcelain"));
        Assert.Equal(status == "kept", repository.Head == repository.Experiment(2)["commit"]);
    }

    [Fact]
    public void Between_the_entry_of_a_kept_experiment_and_its_merge()
    {
        repository.Improve();
        KillAfterTheEntry();

        repository.Tool("status").Succeeds();

        Assert.Equal("kept", repository.Experiment(2)["outcome"]);
        Assert.Equal(repository.Experiment(2)["commit"], repository.Head);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void Between_the_entry_of_a_discarded_experiment_and_the_reset()
    {
        var before = repository.Head;
        repository.Worsen();
        KillAfterTheEntry();

        repository.Tool("status").Succeeds();

        Assert.Equal("discarded", repository.Experiment(2)["outcome"]);
        Assert.Equal(before, repository.Head);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void With_locks_of_git_left_behind()
    {
        repository.Improve();
        KillAfterTheEntry();
        foreach (var stale in (string[])[".git/index.lock", ".git/refs/heads/main.lock", ".git/refs/heads/autoresearch/log.lock"])
            File.WriteAllText(repository.InFolder(stale), "");

        repository.Tool("status").Succeeds();

        Assert.Equal(repository.Experiment(2)["commit"], repository.Head);
        repository.IsTidy();
    }

    [Fact]
    public void After_everything_was_concluded_but_the_journal()
    {
        repository.Improve();
        var conclusion = repository.HoldConclusion();
        var step = repository.StartTool("step");
        conclusion.Reached();
        var journal = File.ReadAllText(repository.Journal);
        conclusion.Release();
        step.Wait().Succeeds();
        repository.Tool("status").Succeeds();
        var before = repository.State();
        File.WriteAllText(repository.Journal, journal);

        repository.Tool("log").Succeeds();

        Assert.Equal(before, repository.State());
        repository.IsTidy();
    }

    private void KillAfterTheEntry()
    {
        var conclusion = repository.HoldConclusion();
        var step = repository.StartTool("step");
        conclusion.Reached();
        step.Signal(RunningCommand.SigKill).Wait();
        conclusion.Remove();
    }
}
