using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Kills;

/// <summary>
/// The tool or the training is killed with SIGKILL, and one verb later the repository is right again. The stages are
/// reached by candidates that never leave them, not by waiting.
/// </summary>
public sealed class KillTests : IDisposable
{
    private readonly ResearchRepository repository;

    public KillTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void While_building()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  building …");
        LinuxProcess.WaitUntil(() => File.Exists(repository.Journal), "a journal");
        step.Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
    }

    [Fact]
    public void While_compiling_in_the_slot()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  building …");
        LinuxProcess.WaitUntil(
            () =>
                Directory.Exists(repository.Cache)
                && Directory.GetFiles(repository.Cache, "project.assets.json", SearchOption.AllDirectories).Length > 0,
            "a restore in the slot"
        );
        step.Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
    }

    [Fact]
    public void While_starting()
    {
        repository.NeverEndTraining();
        repository.StartTool("step").Says("  starting …").Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
    }

    [Fact]
    public void While_training()
    {
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  training …");
        var training = repository.TrainingProcess();
        Assert.NotEmpty(LinuxProcess.Group(training));
        step.Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
        Assert.Empty(LinuxProcess.Group(training));
    }

    [Fact]
    public void While_evaluating()
    {
        repository.NeverEndScoring();
        var step = repository.StartTool("step").Says("  evaluating …");
        var training = repository.TrainingProcess();
        step.Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
        Assert.Empty(LinuxProcess.Group(training));
    }

    [Fact]
    public void While_reproducing()
    {
        repository.Improve();
        repository.NeverEndScoring();
        // Scores where it was trained, and never in a process that only loads its weights.
        repository.Edit("while (!training)", "while (!training && !trained)");
        repository.Edit("private readonly Linear line", "private bool trained;\n    private readonly Linear line");
        repository.Edit("        return line.call(points);", "        trained |= training;\n        return line.call(points);");
        var step = repository.StartTool("step").Says("  reproducing");
        step.Signal(RunningCommand.SigKill).Wait();
        IsRecordedAsInterrupted();
    }

    [Fact]
    public void A_baseline()
    {
        repository.NeverEndTraining();
        repository.CommitAll("By hand, and it never ends");
        var step = repository.StartTool("init").Says("  training …");
        var training = repository.TrainingProcess();
        step.Signal(RunningCommand.SigKill).Wait();
        repository.Git("revert", "--no-edit", "HEAD");

        var init = repository.Tool("init").Succeeds();

        // What stands on the branch now is the baseline that was measured first.
        Assert.Contains("Already initialised", init.Output, StringComparison.Ordinal);
        Assert.Empty(LinuxProcess.Group(training));
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
        repository.IsTidy();
    }

    [Fact]
    public void The_training_process_alone()
    {
        repository.NeverEndTraining();
        var edited = repository.Train;
        var step = repository.StartTool("step", "--json").Says("  training …");
        LinuxProcess.Kill(repository.TrainingProcess());

        var ended = step.Wait().Succeeds();

        Assert.Contains(ended.Json.GetProperty("status").GetString(), (string[])["crashed", "out-of-memory"]);
        Assert.Equal(edited, repository.Train);
        repository.IsTidy();
    }

    private void IsRecordedAsInterrupted()
    {
        var edited = repository.Train;

        var status = repository.Tool("status", "--json").Succeeds().Json;

        Assert.False(status.GetProperty("running").GetBoolean());
        repository.IsTidy();
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
        Assert.Equal(edited, repository.Train);
        Assert.Equal(repository.Git("show", "refs/autoresearch/experiments/0002:Train.cs"), edited.TrimEnd('\n'));
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));

        repository.Git("restore", "Train.cs");
        repository.Improve();
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        repository.IsTidy();
    }
}
