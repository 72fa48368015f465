using AutoResearch.EndToEnd.Machine;
using ModelContextProtocol;

namespace AutoResearch.EndToEnd.Agents;

/// <summary>A client that takes its call back, or goes away, while an experiment runs.</summary>
public sealed class ToolInterruptTests : IDisposable
{
    private readonly ResearchRepository repository;

    public ToolInterruptTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc");
        repository = new ResearchRepository(products);
        repository.NeverEndTraining();
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_cancelled_step_is_recorded_as_interrupted_and_the_server_goes_on()
    {
        await using var tools = await ServedTools.Start(repository);
        using var cancellation = new CancellationTokenSource();
        var training = new Training();
        var step = tools.CallUntil(cancellation.Token, "step", Idea, training);
        var leader = await Leader(training);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        LinuxProcess.WaitUntil(() => !File.Exists(repository.Journal), "the end of the experiment");
        Assert.Equal(2, (await tools.Answer("status")).GetProperty("experiments").GetInt32());
        IsRecorded(leader);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signal_or_the_end_of_the_input_interrupts_what_runs_answers_and_ends_the_server(bool signal)
    {
        await using var tools = await ServedTools.Start(repository);
        var training = new Training();
        var step = tools.Answer("step", Idea, training);
        var leader = await Leader(training);

        if (signal)
            tools.Signal(RunningCommand.SigTerm);
        else
            tools.CloseInput();

        Assert.Equal("interrupted", (await step).GetProperty("status").GetString());
        Assert.Equal(0, (await tools.Ended()).ExitCode);
        IsRecorded(leader);
    }

    private static Dictionary<string, object?> Idea => new() { ["message"] = "Train for ever" };

    private async Task<int> Leader(Training training)
    {
        await training.Begun.WaitAsync(TimeSpan.FromSeconds(60));
        return repository.TrainingProcess();
    }

    private void IsRecorded(int leader)
    {
        Assert.Empty(LinuxProcess.Group(leader));
        Assert.Equal(["kept", "interrupted"], repository.Ledger().Select(row => row["outcome"]));
        Assert.Equal(" M Train.cs", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    /// <summary>Waits for the word that training began.</summary>
    private sealed class Training : IProgress<ProgressNotificationValue>
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public void Report(ProgressNotificationValue value)
        {
            if (value.Message!.Contains(": training", StringComparison.Ordinal))
                begun.TrySetResult();
        }
    }
}
