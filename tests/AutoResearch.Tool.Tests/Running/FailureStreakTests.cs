using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Running;

public sealed class FailureStreakTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("discarded crashed crashed", 2)]
    [InlineData("crashed crashed crashed", 3)]
    [InlineData("crashed discarded crashed", 1)]
    [InlineData("crashed diverged crashed", 1)]
    [InlineData("crashed crashed kept", 0)]
    [InlineData("crashed interrupted crashed", 2)]
    [InlineData("build-failed build-failed stopped", 0)]
    public void Failures_of_one_kind_in_a_row_are_counted(string statuses, int expected)
    {
        var latest = statuses
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => ExperimentStatusNames.TryParse(name, out var status) ? status : throw new ArgumentException(name));
        Assert.Equal(expected, FailureStreak.Of(latest).Length);
    }

    [Fact]
    public void Three_are_too_many()
    {
        var streak = new FailureStreak("", 0).And("time limit").And("time limit");
        Assert.False(streak.IsTooLong);
        Assert.True(streak.And("time limit").IsTooLong);
        Assert.False(streak.And("no answer").IsTooLong);
    }
}
