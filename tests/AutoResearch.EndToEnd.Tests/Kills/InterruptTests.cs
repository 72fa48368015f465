using AutoResearch.EndToEnd.Machine;
using AutoResearch.EndToEnd.Sandboxes;

namespace AutoResearch.EndToEnd.Kills;

/// <summary>Ctrl-C and a polite request to end: the experiment is recorded, and nothing goes on running.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly ResearchRepository repository;

    public InterruptTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(RunningCommand.SigInt)]
    [InlineData(RunningCommand.SigTerm)]
    public void While_training(int signal)
    {
        repository.NeverEndTraining();
        IsRecordedAtOnce("  training …", signal);
    }

    [Fact]
    public void While_building()
    {
        repository.NeverEndTraining();
        IsRecordedAtOnce("  building …", RunningCommand.SigInt);
    }

    [Fact]
    public void While_evaluating()
    {
        repository.NeverEndScoring();
        IsRecordedAtOnce("  evaluating …", RunningCommand.SigInt);
    }

    [Fact]
    public void What_the_training_started_ends_with_it()
    {
        // In a sandbox it could start nothing.
        using var path = new SearchPath();
        repository.Set("PATH", path.Folder);
        // In the locked file: Train.cs has no business with processes.
        var prepare = repository.InFolder("Prepare.cs");
        File.WriteAllText(
            prepare,
            File.ReadAllText(prepare)
                .Replace(
                    "        model.train();",
                    "        System.Diagnostics.Process.Start(\"/bin/sleep\", \"600\");\n        model.train();",
                    StringComparison.Ordinal
                )
        );
        repository.Tool("lock").Succeeds();
        repository.Tool("init").Succeeds();
        repository.NeverEndTraining();
        var step = repository.StartTool("step").Says("  training …");
        var group = repository.TrainingProcess();
        LinuxProcess.WaitUntil(() => LinuxProcess.Group(group).Count == 2, "a child of the training");

        step.Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);

        Assert.Empty(LinuxProcess.Group(group));
        Assert.Equal(["kept", "kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
    }

    private void IsRecordedAtOnce(string stage, int signal)
    {
        var edited = repository.Train;
        var step = repository.StartTool("step", "--json").Says(stage);
        var training = stage.Contains("building", StringComparison.Ordinal) ? (int?)null : repository.TrainingProcess();

        var ended = step.Signal(signal).Wait().Exits(CommandResult.Interrupted);

        Assert.Equal("interrupted", ended.Json.GetProperty("status").GetString());
        if (training is { } leader)
            Assert.Empty(LinuxProcess.Group(leader));
        repository.IsTidy();
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
        Assert.Equal(edited, repository.Train);
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
    }
}
