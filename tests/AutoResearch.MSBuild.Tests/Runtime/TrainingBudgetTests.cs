using System.Globalization;
using CsCheck;

namespace AutoResearch.Tests.Runtime;

public class TrainingBudgetTests
{
    private static readonly string[] Units = ["seconds", "min", "h", "tokens", "k tokens", "M tokens", "steps"];

    [Theory]
    [InlineData("60 seconds", 60, BudgetUnit.Seconds)]
    [InlineData("60", 60, BudgetUnit.Seconds)]
    [InlineData(" 5 min ", 300, BudgetUnit.Seconds)]
    [InlineData("1.5 h", 5400, BudgetUnit.Seconds)]
    [InlineData("20 M tokens", 20e6, BudgetUnit.Tokens)]
    [InlineData("20M tokens", 20e6, BudgetUnit.Tokens)]
    [InlineData("1.5 b tokens", 1.5e9, BudgetUnit.Tokens)]
    [InlineData("2000 steps", 2000, BudgetUnit.Steps)]
    [InlineData("2k steps", 2000, BudgetUnit.Steps)]
    [InlineData("1 step", 1, BudgetUnit.Steps)]
    public void Reads_what_a_person_writes(string text, double amount, BudgetUnit unit)
    {
        Assert.True(TrainingBudget.TryParse(text, out var budget));
        Assert.Equal(new TrainingBudget(amount, unit), budget);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("seconds")]
    [InlineData("0 steps")]
    [InlineData("-5 seconds")]
    [InlineData("1,5 h")]
    [InlineData("5 parsecs")]
    [InlineData("5 k seconds")]
    [InlineData("1e3 steps")]
    [InlineData("5 M")]
    public void Refuses_what_is_no_budget(string? text) => Assert.False(TrainingBudget.TryParse(text, out _));

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Gen.Select(Gen.Int[1, 99_999_999], Gen.Int[0, 3], Gen.Int[0, Units.Length - 1].Select(i => Units[i]))
            .Sample(
                (digits, decimals, unit) =>
                {
                    var text = (digits / (decimal)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture) + " " + unit;
                    Assert.True(TrainingBudget.TryParse(text, out var budget));
                    Assert.True(TrainingBudget.TryParse(budget.ToString(), out var again));
                    return again == budget;
                }
            );
}
