using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Running;

public sealed class RunLimitsTests
{
    private static readonly RunAccounts Accounts = new(10, 2, 4, 3600, 3000, new ProposalCost(100, 5000, 1.5), []);

    [Fact]
    public void Without_limits_a_run_goes_on() => Assert.Null(RunLimits.None.Reached(Accounts, 1.9, Direction.Lower));

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Experiments(int most, bool over) =>
        Assert.Equal(over, (RunLimits.None with { Experiments = most }).Reached(Accounts, 1.9, Direction.Lower) is not null);

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.01, false)]
    public void Hours(double most, bool over) =>
        Assert.Equal(over, (RunLimits.None with { Hours = most }).Reached(Accounts, 1.9, Direction.Lower) is not null);

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.51, false)]
    public void Dollars(double most, bool over) =>
        Assert.Equal(over, (RunLimits.None with { Dollars = most }).Reached(Accounts, 1.9, Direction.Lower) is not null);

    [Theory]
    [InlineData(5000, true)]
    [InlineData(5001, false)]
    public void Tokens(long most, bool over) =>
        Assert.Equal(over, (RunLimits.None with { Tokens = most }).Reached(Accounts, 1.9, Direction.Lower) is not null);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void A_plateau(int most, bool over) =>
        Assert.Equal(over, (RunLimits.None with { Plateau = most }).Reached(Accounts, 1.9, Direction.Lower) is not null);

    [Theory]
    [InlineData("lower", 1.9, true)]
    [InlineData("lower", 1.89, false)]
    [InlineData("higher", 1.9, true)]
    [InlineData("higher", 1.91, false)]
    public void A_goal_that_the_metric_reaches(string direction, double goal, bool over) =>
        Assert.Equal(
            over,
            (RunLimits.None with { Until = goal }).Reached(Accounts, 1.9, direction == "lower" ? Direction.Lower : Direction.Higher)
                is not null
        );

    [Fact]
    public void A_cost_that_nobody_tells_is_no_limit() =>
        Assert.Null(
            (RunLimits.None with { Dollars = 0.01, Tokens = 1 }).Reached(
                Accounts with
                {
                    Cost = new ProposalCost(100, null, null),
                },
                1.9,
                Direction.Lower
            )
        );

    [Fact]
    public void A_limit_of_nothing_is_refused()
    {
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(0, null, null, null, null, null)).Code);
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(null, -1, null, null, null, null)).Code);
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(null, null, 0, null, null, null)).Code);
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(null, null, null, 0, null, null)).Code);
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(null, null, null, null, double.NaN, null)).Code);
        Assert.Equal(Codes.Usage, Assert.Throws<ResearchException>(() => RunLimits.Checked(null, null, null, null, null, 0)).Code);
    }
}
