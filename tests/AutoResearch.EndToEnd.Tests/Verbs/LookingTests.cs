using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Verbs;

/// <summary>The verbs that look at the ledger: each as text and as one JSON document.</summary>
public sealed class LookingTests(LookingTests.Researched researched, Products products)
    : IClassFixture<LookingTests.Researched>,
        IDisposable
{
    // One kept and one discarded experiment; each test has a copy.
    private readonly ResearchRepository repository = new(products, copyOf: researched.Repository.Folder);

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Status_tells_where_the_research_stands()
    {
        repository.Edit("LearningRate = 10;", "LearningRate = 20;");

        var status = repository.Tool("status", "--json").Succeeds().Json;

        Assert.Equal("main", status.GetProperty("branch").GetString());
        Assert.True(status.GetProperty("initialised").GetBoolean());
        Assert.False(status.GetProperty("running").GetBoolean());
        Assert.Equal(3, status.GetProperty("experiments").GetInt32());
        Assert.Equal(2, status.GetProperty("counts").GetProperty("kept").GetInt32());
        Assert.Equal(2, status.GetProperty("incumbent").GetProperty("experiment").GetInt32());
        Assert.Equal("Train.cs", Assert.Single(status.GetProperty("changed").EnumerateArray()).GetString());
        var text = repository.Tool("status").Succeeds().Output;
        Assert.Contains("best: test_acc 0.9977, +5.52 %", text, StringComparison.Ordinal);
        Assert.Contains("changed in the working tree: Train.cs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_lists_the_experiments()
    {
        var all = repository.Tool("log", "--json").Succeeds().Json.GetProperty("experiments").EnumerateArray().ToList();
        Assert.Equal(["kept", "kept", "discarded"], all.Select(entry => entry.GetProperty("status").GetString()));
        Assert.Equal(
            3,
            Assert
                .Single(repository.Tool("log", "-n", "1", "--json").Succeeds().Json.GetProperty("experiments").EnumerateArray())
                .GetProperty("experiment")
                .GetInt32()
        );
        Assert.Equal(
            3,
            Assert
                .Single(
                    repository.Tool("log", "--status", "discarded", "--json").Succeeds().Json.GetProperty("experiments").EnumerateArray()
                )
                .GetProperty("experiment")
                .GetInt32()
        );
        var text = repository.Tool("log").Succeeds().Output;
        Assert.Contains("0.7642", text, StringComparison.Ordinal);
        Assert.Contains("discarded", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_finds_what_is_asked_for()
    {
        Assert.Equal([2], Numbers("--knob", "LearningRate", "--better"));
        Assert.Equal([3], Numbers("--grep", "lower", "--since", "1h", "--proposer", "hand"));
        Assert.Equal([2, 3, 1], Numbers("--sort", "gain"));
        Assert.Equal([2, 1, 3], Numbers("--sort", "metric"));
        Assert.Contains(
            "None of the 3 experiments matches. Proposers: hand. Knobs that were turned: LearningRate.",
            repository.Tool("log", "--knob", "Momentum").Succeeds().Output,
            StringComparison.Ordinal
        );

        var kept = repository.Tool("log", "--status", "kept", "-n", "1", "--json").Succeeds().Json.GetProperty("experiments")[0];
        Assert.Equal("LearningRate", kept.GetProperty("knobs")[0].GetProperty("name").GetString());
        Assert.StartsWith("Raising LearningRate from 1 to 10 helps: ", kept.GetProperty("learned").GetString(), StringComparison.Ordinal);

        // The list is no matter of program.md; what is better is.
        File.WriteAllText(repository.InFolder("program.md"), "nonsense");
        Assert.Equal([1, 2, 3], Numbers());
        repository.Tool("log", "--better").FailsWith("AR0202", "program.md");

        int[] Numbers(params string[] words) =>
            [
                .. repository
                    .Tool(["log", "--json", .. words])
                    .Succeeds()
                    .Json.GetProperty("experiments")
                    .EnumerateArray()
                    .Select(entry => entry.GetProperty("experiment").GetInt32()),
            ];
    }

    [Fact]
    public void Show_prints_the_page_of_an_experiment()
    {
        Assert.Equal(
            repository.Git("show", "autoresearch/log:experiments/0003.md"),
            repository.Tool("show", "3").Succeeds().Output.TrimEnd('\n')
        );
        var show = repository.Tool("show", "3", "--json").Succeeds().Json;
        Assert.Equal("discarded", show.GetProperty("experiment").GetProperty("status").GetString());
        Assert.StartsWith("---\n", show.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.Contains("LearningRate = 0.01", show.GetProperty("diff").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_diff_of_a_discarded_experiment_can_be_applied()
    {
        var patch = repository.InFolder("../change.patch");
        File.WriteAllText(patch, repository.Tool("show", "3", "--diff").Succeeds().Output);
        repository.Git("apply", patch);
        Assert.Equal(repository.Git("show", "refs/autoresearch/experiments/0003:Train.cs"), repository.Train.TrimEnd('\n'));
    }

    [Fact]
    public void Restore_names_what_it_wrote()
    {
        var restored = repository.Tool("restore", "3", "--json").Succeeds().Json;
        Assert.Equal("Train.cs", Assert.Single(restored.GetProperty("files").EnumerateArray()).GetString());
        Assert.Contains("LearningRate = 0.01;", repository.Train, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_does_not_overwrite_edits()
    {
        repository.Edit("LearningRate = 10;", "LearningRate = 20;");
        var before = repository.State();
        repository.Tool("restore", "3").FailsWith("AR0115", "Train.cs");
        Assert.Equal(before, repository.State());
    }

    [Theory]
    [InlineData("show", "4")]
    [InlineData("show", "0")]
    [InlineData("restore", "-1")]
    public void An_experiment_that_there_is_not_is_named(string verb, string number)
    {
        var result = repository.Tool(verb, "--json", "--", number).FailsWith("AR0114", number);
        Assert.Equal("AR0114", result.Json.GetProperty("error").GetProperty("code").GetString());
    }

    /// <summary>A repository with three experiments, made once.</summary>
    public sealed class Researched : IDisposable
    {
        public Researched(Products products)
        {
            Repository = new ResearchRepository(products);
            Repository.Improve();
            Repository.Tool("step", "-m", "Raise it").Succeeds();
            Repository.Edit("LearningRate = 10;", "LearningRate = 0.01;");
            Repository.Tool("step", "-m", "Lower it").Succeeds();
        }

        public ResearchRepository Repository { get; }

        public void Dispose() => Repository.Dispose();
    }
}
