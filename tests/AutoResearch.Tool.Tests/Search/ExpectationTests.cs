using System.Text.Json;
using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Search;

public sealed class ExpectationTests
{
    private const string Source =
        "class C { [Knob(0, 10)] const double A = 4; [Knob(0, 10)] const double B = 5; [Knob(0, 10)] const double Idle = 5; }";

    // Enough results for every strategy; raising A is better.
    private static Past Measured()
    {
        var past = new Past();
        for (var i = 0; i < 24; i++)
        {
            var (a, b) = (1 + (i % 8), 2 + (i % 5));
            past.Discarded((9 - Math.Pow(a - 7, 2)) / 100, new KnobChange("A", 4, a + 0.1), new KnobChange("B", 5, b + 0.1));
        }

        return past;
    }

    [Fact]
    public void It_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Double, Gen.Double)
            .Sample(
                (gain, deviation) =>
                {
                    if (Expectation.Of(gain, deviation) is { } expectation)
                        Assert.Equal(expectation, Expectation.Parse(expectation.ToString()));
                }
            );

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1, -0.1)]
    public void What_is_no_number_is_no_expectation(double gain, double deviation) => Assert.Null(Expectation.Of(gain, deviation));

    [Theory]
    [InlineData("tpe")]
    [InlineData("cma-es")]
    [InlineData("gp")]
    [InlineData("history")]
    public void The_sentence_of_a_strategy_says_the_numbers_that_its_idea_carries(string name)
    {
        ISearchStrategy strategy = name switch
        {
            "tpe" => new TreeParzen(),
            "cma-es" => new CovarianceAdaptation(),
            "gp" => new GaussianSearch(),
            _ => new HistorySearch(),
        };
        for (var seed = 1; seed <= 5; seed++)
        {
            var state = Measured().Before(Source, seed);
            var idea = strategy.Suggest(state)!;
            var expectation = Assert.IsType<Expectation>(idea.Expectation);
            var amounts = $"{state.Amount(expectation.Gain)} ± {state.Amount(expectation.Deviation)}";
            var better = expectation.Gain < 0 ? "worse" : "better";
            Assert.EndsWith(
                name == "history" ? $": 24 results predict {amounts} better val_bpb" : $": expected {amounts} {better} val_bpb",
                idea.Why
            );
        }
    }

    [Fact]
    public void A_random_step_expects_nothing_in_numbers() =>
        Assert.Null(new RandomPerturbation().Suggest(Measured().Before(Source))!.Expectation);

    [Fact]
    public void An_experiment_that_was_cut_off_keeps_it()
    {
        var journal = new Journal
        {
            Number = 2,
            Description = "an idea",
            Candidate = "",
            Parent = "",
            Branch = "",
            ResearchBranch = "main",
            Files = [],
            IsBaseline = false,
            MetricName = "val_bpb",
            Lock = "",
            Budget = "",
            Device = "",
            Seeds = [],
            Started = DateTimeOffset.UnixEpoch,
            Origin = new Origin("search/gp", ProposalCost.None, new Expectation(0.004, 0.006)),
        };
        var written = JsonSerializer.Serialize(journal, JournalJson.Default.Journal);
        Assert.Equal(journal.Origin, JsonSerializer.Deserialize(written, JournalJson.Default.Journal)!.Origin);
    }
}
