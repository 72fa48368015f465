using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Tests.Search;

public sealed class StrategyChoiceTests
{
    private static readonly IReadOnlyList<ISearchStrategy> Strategies =
    [
        new RandomPerturbation(),
        new DirectionSearch(),
        new HistorySearch(),
    ];

    private static IEnumerable<string> Firsts(Past past, int draws = 200) =>
        Enumerable
            .Range(1, draws)
            .Select(seed => StrategyChoice.Order(Strategies, past.Experiments, past.Incumbent.Conditions, new Random(seed * 7919))[0].Name);

    [Fact]
    public void What_pays_is_asked_more_often()
    {
        var past = new Past();
        for (var i = 0; i < 20; i++)
            past.Add(ExperimentStatus.Discarded, -0.1, "history")
                .Add(i % 3 == 0 ? ExperimentStatus.Discarded : ExperimentStatus.Kept, i % 3 == 0 ? -0.1 : 0.01, "random");
        Assert.InRange(Firsts(past).Count(first => first == "random"), 150, 200);
        Assert.InRange(Firsts(new Past()).Count(first => first == "random"), 1, 60);
    }

    [Fact]
    public void Every_strategy_is_asked_some_time() => Assert.Equal(3, Firsts(new Past()).Distinct().Count());

    [Theory]
    [InlineData(nameof(ExperimentStatus.Diverged), true)]
    [InlineData(nameof(ExperimentStatus.OutOfMemory), true)]
    [InlineData(nameof(ExperimentStatus.BuildFailed), true)]
    [InlineData(nameof(ExperimentStatus.Discarded), false)]
    public void Three_failures_of_one_kind_in_a_row_change_the_strategy(string name, bool changes)
    {
        var status = Enum.Parse<ExperimentStatus>(name);
        var past = new Past();
        for (var i = 0; i < 2; i++)
            past.Add(status, -0.1, "direction");
        Assert.Contains("direction", Firsts(past));
        past.Add(status, -0.1, "direction");
        Assert.Equal(!changes, Firsts(past).Contains("direction"));
        // After some others it gets another chance.
        for (var i = 0; i < 8; i++)
            past.Add(ExperimentStatus.Discarded, -0.1, "random");
        Assert.Contains("direction", Firsts(past));
    }

    [Fact]
    public void Failures_of_different_kinds_change_nothing() =>
        Assert.Contains(
            "direction",
            Firsts(
                new Past()
                    .Add(ExperimentStatus.Diverged, null, "direction")
                    .Add(ExperimentStatus.Crashed, null, "direction")
                    .Add(ExperimentStatus.Diverged, null, "direction")
            )
        );

    [Fact]
    public void Three_of_one_kind_by_several_strategies_rest_the_last() =>
        Assert.DoesNotContain(
            "history",
            Firsts(
                new Past()
                    .Add(ExperimentStatus.OutOfMemory, null, "random")
                    .Add(ExperimentStatus.OutOfMemory, null, "direction")
                    .Add(ExperimentStatus.OutOfMemory, null, "history")
            )
        );

    [Fact]
    public void A_strategy_that_is_alone_goes_on_all_the_same()
    {
        var past = new Past();
        for (var i = 0; i < 3; i++)
            past.Add(ExperimentStatus.Crashed, null, "random");
        Assert.Equal(
            "random",
            Assert.Single(StrategyChoice.Order([new RandomPerturbation()], past.Experiments, past.Incumbent.Conditions, new Random(1))).Name
        );
    }
}
