using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>
/// Experiments beside real busy neighbours, so many that one thread of training gets well under half of a processor, however the kernel
/// shares them out. Nothing is asserted of runs beside none: who runs the tests may be busy, too.
/// </summary>
[Collection(Training.Name)]
public sealed class BusyMachineTests : IDisposable
{
    private readonly ResearchRepository repository;

    public BusyMachineTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells what threads wait for a processor");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_run_that_was_slowed_is_made_again_and_in_the_end_not_judged()
    {
        repository.SetProgram("20 steps", "1 seconds\n- Slowed runs: judge");
        using var neighbours = new BusyNeighbours();
        repository.Worsen();
        var judged = repository.Tool("step", "--json").Succeeds();
        Assert.Contains("It is judged all the same", judged.Error, StringComparison.Ordinal);
        Assert.Equal(["1", "1"], repository.Ledger().TakeLast(2).Select(row => row["slowed"]));
        Assert.Contains(
            "| busy machine | A busy machine slowed 1 run |",
            repository.Git("show", "autoresearch/log:experiments/0003.md"),
            StringComparison.Ordinal
        );

        repository.SetProgram("Slowed runs: judge", "Slowed runs: repeat");
        var before = repository.Head;
        // Any change will do, and this one fits whatever became of the last: how it was judged is a matter of how many steps the
        // neighbours left it.
        repository.AddDeadCode();
        var edited = repository.Train;
        var step = repository.Tool("step", "--json");

        Assert.Equal(CommandResult.Failed, step.ExitCode);
        Assert.Equal("interrupted", step.Json.GetProperty("status").GetString());
        Assert.Equal(4, step.Json.GetProperty("slowed").GetInt32());
        Assert.Equal(0, step.Json.GetProperty("seconds").GetProperty("train").GetDouble());
        Assert.True(step.Json.GetProperty("seconds").GetProperty("overhead").GetDouble() > 4);
        Assert.Contains(
            "a busy machine slowed one run 4 times in a row",
            step.Json.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains("while other programs kept", step.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, step.Error.Split("It is made again on the same seed").Length - 1);
        Assert.Contains("OMP_NUM_THREADS", step.Error, StringComparison.Ordinal);
        var row = repository.Ledger()[^1];
        Assert.Equal(("interrupted", "4", "", ""), (row["outcome"], row["slowed"], row["test_acc"], row["steps"]));
        Assert.Equal(before, repository.Head);
        Assert.Equal(edited, repository.Train);
        repository.IsTidy();
        Assert.DoesNotContain("experiment 0004", repository.Tool("verify", "--all").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_beside_others_gets_as_much_longer_as_they_slow_it()
    {
        repository.SetProgram("20 steps", "1 seconds");
        repository.Tool("init").Succeeds();
        using var neighbours = new BusyNeighbours();
        repository.Worsen();

        var step = repository.Tool("step", "--json").Succeeds();

        Assert.Equal("discarded", step.Json.GetProperty("status").GetString());
        Assert.Equal(0, step.Json.GetProperty("slowed").GetInt32());
        Assert.Contains("of its usual pace: it trained for", step.Error, StringComparison.Ordinal);
        Assert.Contains("OMP_NUM_THREADS", step.Error, StringComparison.Ordinal);
        var (baseline, candidate) = (repository.Ledger()[^2], repository.Ledger()[^1]);
        Assert.Equal(baseline["yardstick"], candidate["yardstick"]);
        var (seconds, pace) = Work(candidate);
        Assert.InRange(pace, 0.01, 0.8);
        Assert.InRange(seconds * pace, 0.9, 1.6);
        repository.IsTidy();
    }

    [Fact]
    public void A_baseline_is_measured_however_busy_the_machine_is_and_on_one_thread()
    {
        Assert.SkipWhen(Environment.ProcessorCount is 1 or >= 8, "only a small processor chooses");
        repository.Set("OMP_NUM_THREADS", null);
        repository.SetProgram("20 steps", "1 seconds");
        using var neighbours = new BusyNeighbours();

        var init = repository.Tool("init").Succeeds();

        Assert.Contains("training runs on one thread", init.Error, StringComparison.Ordinal);
        var row = repository.Ledger()[^1];
        Assert.Equal(("baseline", "", "cpu, 1 threads"), (row["kind"], row["slowed"], row["device"]));
        Assert.NotEqual("", row["test_acc"]);
        var (seconds, pace) = Work(row);
        Assert.InRange(seconds * pace, 0.9, 1.6);
        repository.IsTidy();
    }

    [Fact]
    public void Where_several_threads_are_slowed_again_and_again_a_new_baseline_is_measured_on_one()
    {
        Assert.SkipWhen(Environment.ProcessorCount is 1 or >= 8, "only a small processor chooses");
        repository.SetProgram("20 steps", "1 seconds");
        repository.Set("OMP_NUM_THREADS", "2");
        using var neighbours = new BusyNeighbours();
        repository.SetProgram("1 seconds", "1 seconds\n- Slowed runs: judge");
        repository.Tool("init").Succeeds();
        repository.SetProgram("Slowed runs: judge", "Slowed runs: repeat");
        repository.Set("OMP_NUM_THREADS", null);
        repository.Worsen();

        var step = repository.Tool("step").Succeeds();

        Assert.Contains("(cpu, 2 threads → one thread, on a busy machine): measuring a new baseline", step.Error, StringComparison.Ordinal);
        var rows = repository.Ledger().TakeLast(2).ToList();
        Assert.Equal(["baseline", "candidate"], rows.Select(row => row["kind"]));
        Assert.All(rows, row => Assert.Equal(("cpu, 1 threads", ""), (row["device"], row["slowed"])));
        repository.IsTidy();
    }

    private static (double Seconds, double Pace) Work(IReadOnlyDictionary<string, string> row)
    {
        var parts = row["work"].Split(',')[0].Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return (parts[0], parts[^1]);
    }

    [Fact]
    public void Steps_are_the_same_training_on_a_busy_machine()
    {
        using var neighbours = new BusyNeighbours();
        repository.Improve();
        var step = repository.Tool("step", "--json").Succeeds().Json;
        Assert.Equal("kept", step.GetProperty("status").GetString());
        Assert.Equal(0.99773, step.GetProperty("metric").GetProperty("value").GetDouble(), 4);
        Assert.Equal(0, step.GetProperty("slowed").GetInt32());
    }
}
