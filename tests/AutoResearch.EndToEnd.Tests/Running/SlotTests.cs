using System.Text.Json;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Running;

/// <summary>Several experiments at the same time: one ledger, in order, whatever ends first and whatever is killed.</summary>
public sealed class SlotTests : IDisposable
{
    private readonly ResearchRepository repository;

    public SlotTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "agents are shell scripts");
        Assert.SkipUnless(Environment.ProcessorCount > 1, "one processor has one slot");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Two_slots_fill_one_ledger()
    {
        var run = repository.Tool("run", "--slots", "2", "--experiments", "6").Succeeds();

        Assert.Contains("2 slots, each on", run.Error, StringComparison.Ordinal);
        Assert.Contains("slot 1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("slot 2: ", run.Error, StringComparison.Ordinal);
        var candidates = repository.Ledger().Where(row => row["kind"] == "candidate").ToList();
        Assert.Equal(6, candidates.Count);
        Assert.Equal(6, candidates.Select(row => row["code"]).Distinct().Count());
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy(slots: 2);
        AgreesWithItself();
    }

    [Fact]
    public void The_number_can_stand_in_the_program()
    {
        repository.SetProgram("- Runs: 1\n", "- Runs: 1\n- Slots: 2\n");
        Assert.Contains("2 slots, each on", repository.Tool("run", "--experiments", "2").Succeeds().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_number_is_measured()
    {
        var run = repository.Tool("run", "--slots", "auto", "--experiments", "1").Succeeds();
        Assert.Contains("1 slot: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" steps/s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_shows_what_each_slot_does()
    {
        var run = repository.StartTool("run", "--slots", "2", "--proposer", Agent("never-ends"), "--proposer", Agent("never-ends-either"));
        LinuxProcess.WaitUntil(() => repository.Journals.Count == 2, "two journals");

        var status = repository.Tool("status", "--json").Succeeds().Json;

        var slots = status.GetProperty("underway").EnumerateArray().Select(one => one.GetProperty("slot").GetInt32());
        Assert.Equal([1, 2], slots.Order());
        Assert.Contains("running in slot 2: experiment ", repository.Tool("status").Succeeds().Output, StringComparison.Ordinal);
        run.Signal(RunningCommand.SigInt).Wait().Exits(CommandResult.Interrupted);
        Assert.All(repository.Ledger().TakeLast(2), row => Assert.Equal("interrupted", row["outcome"]));
        repository.IsTidy(slots: 2);
    }

    [Fact]
    public void What_is_overtaken_is_tried_again_on_top_of_what_was_kept()
    {
        Dawdle();
        repository
            .Tool(
                "run",
                "--slots",
                "2",
                "--experiments",
                "3",
                "--proposer",
                Agent("raises-rate"),
                "--proposer",
                Agent("descends-further-at-first")
            )
            .Succeeds();

        var rows = repository.Ledger().TakeLast(3).ToList();
        Assert.Equal("kept", rows[0]["outcome"]);
        Assert.Equal("discarded", rows[1]["outcome"]);
        Assert.StartsWith("overtaken: better", rows[1]["reason"], StringComparison.Ordinal);
        Assert.Contains($"(experiment {rows[1]["experiment"]} on top of", rows[2]["description"], StringComparison.Ordinal);
        var both = repository.Git("show", $"{rows[2]["commit"]}:Train.cs");
        Assert.Contains("LearningRate = 10;", both, StringComparison.Ordinal);
        Assert.Contains("sub_(3 * LearningRate", both, StringComparison.Ordinal);
        AgreesWithItself();
    }

    [Fact]
    public void What_does_not_go_together_with_what_was_kept_goes_back_to_who_proposed_it()
    {
        Dawdle();
        var run = repository
            .Tool("run", "--slots", "2", "--experiments", "3", "--proposer", Agent("raises-rate"), "--proposer", Agent("raises-rate-less"))
            .Exits(CommandResult.Failed);

        Assert.StartsWith("overtaken: better", repository.Ledger()[^1]["reason"], StringComparison.Ordinal);
        Assert.Contains("does not go together with what was kept meanwhile", run.Error, StringComparison.Ordinal);
        repository.IsTidy(slots: 2);
    }

    [Fact]
    public void What_a_kill_leaves_of_two_experiments_is_put_right()
    {
        var run = repository.StartTool("run", "--slots", "2", "--proposer", Agent("never-ends"), "--proposer", Agent("never-ends-either"));
        LinuxProcess.WaitUntil(() => Training().Count == 2, "two trainings");
        var training = Training();
        run.Signal(RunningCommand.SigKill).Wait();

        repository.Tool("status").Succeeds();

        Assert.All(training, process => Assert.Empty(LinuxProcess.Group(process)));
        Assert.Equal(["interrupted", "interrupted"], repository.Ledger().TakeLast(2).Select(row => row["outcome"]));
        repository.IsTidy(slots: 2);
    }

    [Fact]
    public void What_was_decided_before_a_kill_is_not_lost()
    {
        // One never ends, and what begins after it waits for it.
        var run = repository.StartTool([
            "run",
            "--slots",
            "2",
            .. new[] { "never-ends", "raises-rate", "descends-further" }.SelectMany(name => new[] { "--proposer", Agent(name) }),
        ]);
        LinuxProcess.WaitUntil(() => repository.Journals.Any(IsDecided), "a decided experiment");
        run.Signal(RunningCommand.SigKill).Wait();

        repository.Tool("status").Succeeds();

        var rows = repository.Ledger().SkipWhile(row => row["outcome"] != "interrupted").ToList();
        Assert.Equal(2, rows.Count);
        Assert.NotEqual("", rows[1]["test_acc"]);
        repository.IsTidy(slots: 2);
        AgreesWithItself();
    }

    [Fact]
    public void More_slots_than_processors_are_refused()
    {
        var before = repository.State();
        repository.Tool("run", "--experiments", "1", "--slots", "200").FailsWith("AR0318", "200 slots", "auto");
        Assert.Equal(before, repository.State());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void What_is_no_number_is_refused(string slots)
    {
        repository.Tool("run", "--experiments", "1", "--slots", slots).Exits(2).Says("--slots");
        repository.SetProgram("- Runs: 1\n", $"- Runs: 1\n- Slots: {slots}\n");
        repository.Tool("run", "--experiments", "1").FailsWith("AR0202", "program.md", $"'{slots}' is no number of slots");
    }

    private static string Agent(string name) => "agent:" + Path.Combine(AppContext.BaseDirectory, "ScriptedAgents", name + ".sh");

    private static bool IsDecided(string journal)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(journal));
            return document.RootElement.TryGetProperty("row", out var row) && row.ValueKind == JsonValueKind.String;
        }
        catch (IOException)
        {
            // It was concluded meanwhile.
            return false;
        }
    }

    private List<int> Training() =>
        [
            .. repository
                .Journals.Select(File.ReadAllText)
                .Select(text => JsonDocument.Parse(text).RootElement.GetProperty("trainingProcess"))
                .Where(process => process.ValueKind == JsonValueKind.Number)
                .Select(process => process.GetInt32()),
        ];

    // The weights of the first baseline did not come along with the copy of its repository.
    private void AgreesWithItself()
    {
        var findings = repository
            .Tool("verify", "--all")
            .Output.Split('\n')
            .Where(line => line.StartsWith("error", StringComparison.Ordinal));
        Assert.StartsWith("error AR0403: experiment 0001,", Assert.Single(findings), StringComparison.Ordinal);
    }

    // Long enough for another experiment to begin beside it.
    private void Dawdle()
    {
        repository.Dawdle();
        repository.CommitAll("Take longer");
    }
}
