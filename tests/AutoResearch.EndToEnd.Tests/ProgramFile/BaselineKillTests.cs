using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.ProgramFile;

/// <summary>A kill at any step between the ledger entry and the new program.md: the next verb goes on there.</summary>
public sealed class BaselineKillTests : IDisposable
{
    private readonly SteeredRepository steered;
    private readonly ResearchRepository repository;
    private readonly string journal;

    public BaselineKillTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        steered = new SteeredRepository(products);
        repository = steered.Repository;
        var conclusion = repository.HoldConclusion();
        var step = steered.StartStep();
        conclusion.Reached();
        journal = File.ReadAllText(repository.Journal);
        step.Signal(RunningCommand.SigKill).Wait();
        conclusion.Remove();
    }

    public void Dispose() => steered.Dispose();

    // The steps of one conclusion, each cut off before the next: what a kill there leaves is made of what the one before left.
    [Fact]
    public void Each_step_is_taken_once()
    {
        // Merged, as the tool merges, and no more.
        repository.Git("update-ref", "refs/heads/main", repository.Experiment(2)["commit"]);
        repository.Tool("status").Succeeds();
        steered.IsDone();
        var head = repository.Head;

        // Committed, and neither the index nor the working tree follows yet.
        repository.Git("update-index", "--cacheinfo", $"100644,{repository.Git("rev-parse", "HEAD^:program.md")},program.md");
        steered.Text = steered.Start;
        GoOn();
        Assert.Equal(head, repository.Head);

        // The index follows, and the working tree does not, in which the human wrote on meanwhile.
        steered.Text = steered.Start + "More.\n";
        GoOn(done: false);
        Assert.Equal(head, repository.Head);
        Assert.Equal(steered.Kept + "More.\n", steered.Text);
        Assert.Equal(" M program.md", repository.Git("status", "--porcelain"));

        // All of it, and only the journal is left.
        steered.Text = steered.Kept;
        GoOn();
        Assert.Equal(head, repository.Head);
    }

    [Fact]
    public void A_program_that_cannot_be_read_keeps_no_result_from_being_merged()
    {
        File.WriteAllBytes(repository.InFolder("program.md"), [0xFF, 0xFE, 0]);

        repository.Tool("log").Succeeds();

        steered.IsRecorded();
        Assert.Equal(3, new FileInfo(repository.InFolder("program.md")).Length);
        repository.Git("restore", "program.md");
        steered.IsDone();
    }

    private void GoOn(bool done = true)
    {
        File.WriteAllText(repository.Journal, journal);
        repository.Tool("log").Succeeds();
        if (done)
            steered.IsDone();
    }
}
