using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Tests.Keeping;

/// <summary>A candidate that looks better while the machine is another one than it was for the incumbent.</summary>
public class ChangedPaceTests
{
    // Far better than the incumbent's 1.99 to 2.01.
    private const double Better = 1.9;

    private static readonly ExperimentRecord Baseline = Records.One() with
    {
        Seeds = [1, 2, 3, 4],
        Scores = [1.99, 2.01, 2.0, 2.0],
        Work = [.. Enumerable.Repeat(Work(1), 4)],
    };

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.98)]
    [InlineData(1.02)]
    [InlineData(null)]
    public void At_like_pace_or_where_nobody_knows_it_is_compared_with_the_runs_that_there_are(double? pace) =>
        Assert.Equal(4, Ask(Twice(Better, pace), []).Comparison.Incumbent.Count);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(2.0)]
    public void At_another_pace_the_incumbent_is_run_again_before_it_is_kept(double pace)
    {
        Assert.Equal(new KeepAnswer.RunIncumbent(1), KeepRule.Next(Ask(Twice(Better, pace), [])));
        Assert.Equal(new KeepAnswer.RunIncumbent(2), KeepRule.Next(Ask(Twice(Better, pace), [new(1, 2.0, pace)])));
    }

    [Fact]
    public void Then_only_what_was_run_now_counts()
    {
        Assert.Equal(ExperimentStatus.Discarded, Decide(Twice(Better, 0.5), Twice(Better, 0.5)).Status);
        Assert.Equal(ExperimentStatus.Kept, Decide(Twice(Better, 0.5), Twice(2.0, 0.5)).Status);
    }

    [Fact]
    public void Where_the_pace_was_measured_no_single_run_keeps_anything()
    {
        Assert.IsType<KeepAnswer.RunCandidate>(KeepRule.Next(Ask([new(1, 1.5, 1)], [])));
        Assert.Equal(ExperimentStatus.Kept, Decide([new(1, 1.5)], []).Status);
    }

    [Fact]
    public void Where_it_was_measured_a_gain_of_one_run_of_two_is_none()
    {
        // The noise is well known.
        var tried = Enumerable
            .Range(2, 12)
            .Select(number => Records.One(number, ExperimentStatus.Discarded) with { Seeds = [8, 9], Scores = [2.0, 2.01] });
        var history = KeepHistory.Of([Baseline, .. tried], Baseline, new KeepSettings(), Direction.Lower);
        Assert.IsType<KeepAnswer.RunCandidate>(KeepRule.Next(history.Ask([new(1, 1.95, 1), new(2, 2.0, 1)], [], 0)));
        Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(history.Ask([new(1, 1.95), new(2, 2.0)], [], 0)));
        Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(history.Ask([new(1, 1.97, 1), new(2, 1.97, 1)], [], 0)));
    }

    [Fact]
    public void What_looks_no_better_costs_no_further_run() =>
        Assert.Equal(ExperimentStatus.Discarded, Decide([new(1, 2.1, 0.5)], []).Status);

    [Fact]
    public void The_plain_rule_takes_one_run_of_each_as_it_is()
    {
        var history = KeepHistory.Of([Baseline], Baseline, new KeepSettings(Runs: 1), Direction.Lower);
        Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(history.Ask([new(1, Better, 0.5)], [], 0)));
    }

    [Fact]
    public void The_pace_of_runs_that_an_incumbent_was_kept_for_counts_as_well()
    {
        var kept = Records.One(2, ExperimentStatus.Kept, metric: 1.95) with
        {
            Seeds = [1, 2],
            Scores = [1.95, 1.95],
            Incumbent = 2.0,
            Confidence = 0.999,
            Work = [Work(1), Work(1)],
        };
        var history = KeepHistory.Of([Baseline, kept], kept, new KeepSettings(), Direction.Lower);
        Assert.Null(history.Ask(Twice(1.5, 0.5), [new(1, 1.95, 0.5)], 0).Comparison.Earlier);
        Assert.NotNull(history.Ask(Twice(1.5, 1), [new(1, 1.95, 1)], 0).Comparison.Earlier);
    }

    private static Decision Decide(IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbentNow) =>
        Assert.IsType<KeepAnswer.Decided>(KeepRule.Next(Ask(candidate, incumbentNow))).Decision;

    private static KeepQuestion Ask(IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbentNow) =>
        KeepHistory.Of([Baseline], Baseline, new KeepSettings(), Direction.Lower).Ask(candidate, incumbentNow, 0);

    private static SeedScore[] Twice(double score, double? pace) => [new(1, score, pace), new(2, score + 0.001, pace)];

    private static RunWork Work(double pace) => new(10, 100, 1000, 20, pace);
}
