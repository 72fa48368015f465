using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Running;

/// <summary>The loop with scripted agents, each a real process: what helps is taken, what does not is told so, and set aside.</summary>
public sealed class AgentRunTests : IDisposable
{
    private readonly ResearchRepository repository;

    public AgentRunTests(Products products)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "agents are shell scripts");
        repository = new ResearchRepository(products);
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void What_an_agent_changes_becomes_an_experiment()
    {
        repository.Tool("run", "--experiments", "2", "--proposer", Agent("helps")).Succeeds();

        var rows = repository.Ledger().Skip(1).ToList();
        Assert.Equal(["helps", "helps"], rows.Select(row => row["proposer"]));
        Assert.All(rows, row => Assert.StartsWith("Turn the first knob down", row["description"], StringComparison.Ordinal));
        Assert.All(rows, row => Assert.StartsWith("LearningRate:", row["knobs"], StringComparison.Ordinal));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void What_does_not_compile_goes_back_with_the_errors()
    {
        var run = repository.Tool("run", "--experiments", "1", "--proposer", Agent("compiles-at-last")).Succeeds();

        Assert.Contains("#error", run.Error, StringComparison.Ordinal);
        // One row: the attempts before cost neither training nor a number.
        Assert.Contains(repository.Experiment(2)["outcome"], (string[])["kept", "discarded"]);
        Assert.Equal(2, repository.Ledger().Count);
    }

    [Theory]
    [InlineData("edits-prepare", "Prepare.cs")]
    [InlineData("adds-files", "added")]
    [InlineData("dies-half-way", "died")]
    [InlineData("does-nothing", "no change")]
    public void Who_gives_nothing_three_times_is_set_aside(string agent, string said)
    {
        var run = repository.Tool("run", "--experiments", "1", "--proposer", Agent(agent)).Exits(CommandResult.Failed);

        Assert.Contains("is set aside", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Single(repository.Ledger());
        Assert.Equal("", repository.Git("status", "--porcelain"));
        repository.IsTidy();
    }

    [Fact]
    public void Who_never_answers_is_ended_and_set_aside()
    {
        repository.SetProgram("- Runs: 1\n", "- Runs: 1\n- Proposal time: 1 seconds\n");
        var run = repository.Tool("run", "--experiments", "1", "--proposer", Agent("never-answers")).Exits(CommandResult.Failed);
        Assert.Contains("time limit", run.Error, StringComparison.Ordinal);
        Assert.Single(repository.Ledger());
    }

    [Fact]
    public void A_flood_of_output_is_no_hindrance()
    {
        repository.SetProgram("- Runs: 1\n", "- Runs: 1\n- Proposal time: 2 seconds\n");
        repository.Tool("run", "--experiments", "1", "--proposer", Agent("floods"), "--proposer", "search").Succeeds();
        Assert.Equal(2, repository.Ledger().Count);
    }

    [Fact]
    public void In_a_mixture_the_others_go_on()
    {
        var run = repository
            .Tool("run", "--experiments", "2", "--proposer", Agent("edits-prepare"), "--proposer", "search", "--json")
            .Succeeds();

        Assert.Equal(3, repository.Ledger().Count);
        Assert.All(repository.Ledger().Skip(1), row => Assert.StartsWith("search/", row["proposer"], StringComparison.Ordinal));
        var accounts = run.Json.GetProperty("proposers").EnumerateArray().ToList();
        Assert.Equal(["edits-prepare", "search"], accounts.Select(account => account.GetProperty("name").GetString()));
    }

    [Fact]
    public void An_agent_that_is_not_installed_is_named_before_anything_runs()
    {
        repository.Tool("run", "--proposer", "agent:no-such-agent").FailsWith("AR0301", "no-such-agent");
        Assert.Single(repository.Ledger());
    }

    [Fact]
    public void Program_md_says_who_proposes()
    {
        repository.SetProgram("- Runs: 1\n", "- Runs: 1\n- Proposers: search:random\n");
        repository.Tool("run", "--experiments", "1").Succeeds();
        Assert.Equal("search/random", repository.Experiment(2)["proposer"]);
    }

    private static string Agent(string name) => $"agent:{Path.Combine(AppContext.BaseDirectory, "ScriptedAgents", name + ".sh")}";
}
