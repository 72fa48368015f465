using System.Globalization;
using AutoResearch.EndToEnd.Machine;

namespace AutoResearch.EndToEnd.Keeping;

/// <summary>What program.md limits: hard limits reject, soft ones are shown.</summary>
public sealed class LimitTests(LimitTests.Limited limited) : IClassFixture<LimitTests.Limited>, IDisposable
{
    private readonly ResearchRepository repository = limited.Repository;

    // The next test finds the repository as this one did, but for the ledger.
    public void Dispose() => repository.Git("restore", "Train.cs");

    [Theory]
    [InlineData("zeros(1)", "zeros(11)", "parameters 11, over the hard limit of 10")]
    [InlineData("run.Step(1,", "run.Step(200,", "training tokens 400, over the hard limit of 300")]
    [InlineData(
        "var hit =",
        "var sum = 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15 + 16 + 17 + 18 + 19 + 20 + 21; var hit = 0 * sum +",
        "code tokens 2\\d\\d, over the hard limit of 2\\d\\d"
    )]
    [InlineData("var hit =", "ones(1 << 28).sum().Dispose(); var hit =", "peak memory 1\\.\\d\\d GB, over the hard limit of 1\\.00 GB")]
    public void A_hard_one_rejects_what_is_over_it_and_names_itself(string before, string after, string reason)
    {
        repository.Edit(before, after);
        var edited = repository.Train;

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal("invalid", step.GetProperty("status").GetString());
        Assert.Matches($"^{reason}(;|$)", step.GetProperty("reason").GetString());
        Assert.Equal(edited, repository.Train);
        Assert.Equal("", repository.Ledger()[^1]["miss"]);
        repository.IsTidy();
    }

    [Fact]
    public void A_soft_one_is_shown_in_the_reason_and_changes_no_verdict()
    {
        repository.Edit("zeros(1)", "zeros(3)");
        repository.Edit("input + place", "input + place.narrow(0, 0, 1)");
        repository.Edit("Aim = 10;", "Aim = 20;");

        var step = repository.Tool("step", "--json").Succeeds().Json;

        Assert.Equal("discarded", step.GetProperty("status").GetString());
        Assert.Matches(@"^worse: .*; parameters 3, over the soft limit of 2$", step.GetProperty("reason").GetString());
    }

    /// <summary>A repository whose program.md limits everything that can be limited.</summary>
    public sealed class Limited : IDisposable
    {
        public Limited(Products products)
        {
            Repository = new ResearchRepository(products, AimProject.Name, copyOf: null);
            AimProject.Scaffold(products, Repository.Folder);
            Repository.Tool("init").Succeeds();
            var tokens = int.Parse(Repository.Experiment(1)["code_tokens"], CultureInfo.InvariantCulture);
            Repository.SetProgram(
                "- Runs: 3\n",
                $"""
                - Runs: 3
                - Limit: parameters 2
                - Limit: parameters 10 (hard)
                - Limit: training tokens 0.3 K (hard)
                - Limit: code tokens {tokens + 30} (hard)
                - Limit: peak memory 1 GB (hard)

                """
            );
        }

        public ResearchRepository Repository { get; }

        public void Dispose() => Repository.Dispose();
    }
}
