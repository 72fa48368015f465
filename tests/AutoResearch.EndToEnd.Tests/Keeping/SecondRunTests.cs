using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>Candidates that fail, or are cut off, on another seed than their first.</summary>
public sealed class SecondRunTests(AimedRepository aimed) : IClassFixture<AimedRepository>, IDisposable
{
    private readonly ResearchRepository repository = aimed.Copy();

    public void Dispose() => repository.Dispose();

    [Fact]
    public void One_that_throws_there_ends_as_crashed_and_its_first_score_is_told()
    {
        OnAnySeedButTheFirst("throw new InvalidOperationException(\"not this seed\");");
        var edited = repository.Train;
        var before = repository.Head;

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal("crashed", step.GetProperty("status").GetString());
        Assert.Matches(
            "^on seed 2, after \\d+\\.\\d{4}: while asked to train, it threw \"InvalidOperationException: not this seed\"$",
            step.GetProperty("reason").GetString()
        );
        Assert.Equal(edited, repository.Train);
        Assert.Equal(before, repository.Head);
        Assert.Equal("", repository.Experiment(2)["miss"]);
        Assert.Equal("", repository.Experiment(2)["scores"]);
        Assert.Equal("", repository.Experiment(2)["weights"]);
        Assert.Empty(Weights());
        repository.IsTidy();
    }

    [Fact]
    public void One_that_is_killed_there_is_recorded_as_interrupted_and_the_next_step_works()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        OnAnySeedButTheFirst("while (true) zeros(1).Dispose();");
        var edited = repository.Train;
        var step = repository.StartTool("step").Says("  run 2 of at most 3 …");
        // The first process is gone by now.
        LinuxProcess.WaitUntil(() => LinuxProcess.Group(repository.TrainingProcess()).Count > 0, "the second training");
        var training = repository.TrainingProcess();
        step.Signal(RunningCommand.SigKill).Wait();

        repository.Tool("status").Succeeds();

        Assert.Empty(LinuxProcess.Group(training));
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
        Assert.Equal(edited, repository.Train);
        repository.IsTidy();

        repository.Edit("while (true) zeros(1).Dispose();", "{ }");
        repository.Edit($"Aim = {AimProject.Nearer(repository, 30)};", "Aim = 5;");
        Assert.Equal("kept", repository.Tool("step", "--json").Succeeds().Json.GetProperty("status").GetString());
        // Only the weights of what was kept: the killed run's are gone.
        Assert.Equal("weights/0003.dat", Assert.Single(Weights()));
        repository.IsTidy();
    }

    [Fact]
    public void One_that_scores_infinity_ends_as_diverged()
    {
        repository.Edit("var hit = Aim + Spread * randn(1);", "var hit = randn(1) / 0;");
        var step = repository.Tool("step", "--json").Succeeds().Json;
        Assert.Equal("diverged", step.GetProperty("status").GetString());
        Assert.Equal("the score is Infinity", step.GetProperty("reason").GetString());
        Assert.False(step.GetProperty("metric").TryGetProperty("value", out _));
        Assert.Equal("", repository.Experiment(2)["miss"]);
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void A_direction_that_is_not_the_evaluator_s_is_refused_and_nothing_is_recorded()
    {
        repository.SetProgram("miss (lower is better)", "miss (higher is better)");
        repository.Edit("Aim = 10;", "Aim = 20;");
        var before = repository.State();

        repository.Tool("step").FailsWith("AR0202", "program.md", "higher is better", "Prepare.cs", "lower is better");

        Assert.Equal(before, repository.State());
    }

    // What the cache holds of models, but for the scratch folder, which the next process empties.
    private IEnumerable<string> Weights()
    {
        var cache = Assert.Single(Directory.GetDirectories(repository.Cache));
        return Directory
            .GetFiles(cache, "*.dat", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(cache, file))
            .Where(file => !file.StartsWith("scratch/", StringComparison.Ordinal));
    }

    private void OnAnySeedButTheFirst(string statement)
    {
        var first = repository.Experiment(1)["seeds"].Split(',')[0];
        // Better by too little for one run to be sure of.
        repository.Edit("Aim = 10;", $"Aim = {AimProject.Nearer(repository, 30)};");
        repository.Edit("        var hit =", $"        if (run.Seed != {first}) {statement}\n        var hit =");
    }
}
