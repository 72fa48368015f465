using System.Globalization;
using AutoResearch.Research;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests;

public class LimitTests
{
    private const double Gigabyte = 1L << 30;

    [Theory]
    [InlineData("peak memory 2 GB", (int)LimitedQuantity.PeakMemory, 2 * Gigabyte, false)]
    [InlineData("peak memory 2 GB (hard)", (int)LimitedQuantity.PeakMemory, 2 * Gigabyte, true)]
    [InlineData("Peak memory at most 1.5 GiB (soft)", (int)LimitedQuantity.PeakMemory, 1.5 * Gigabyte, false)]
    [InlineData("peak memory 512MB, hard", (int)LimitedQuantity.PeakMemory, Gigabyte / 2, true)]
    [InlineData("parameters 10 M", (int)LimitedQuantity.Parameters, 1e7, false)]
    [InlineData("parameters 10M (hard)", (int)LimitedQuantity.Parameters, 1e7, true)]
    [InlineData("training tokens 0.5 B", (int)LimitedQuantity.TrainingTokens, 5e8, false)]
    [InlineData("training tokens 300 k (HARD)", (int)LimitedQuantity.TrainingTokens, 3e5, true)]
    [InlineData("code tokens 6000", (int)LimitedQuantity.CodeTokens, 6000, false)]
    [InlineData("`code tokens` 6000 (hard)", (int)LimitedQuantity.CodeTokens, 6000, true)]
    [InlineData("code tokens 6000 hard", (int)LimitedQuantity.CodeTokens, 6000, true)]
    [InlineData("code tokens 6000, soft", (int)LimitedQuantity.CodeTokens, 6000, false)]
    public void A_limit_is_a_quantity_an_amount_and_whether_it_is_hard(string text, int quantity, double amount, bool isHard) =>
        Assert.Equal(new Limit((LimitedQuantity)quantity, amount, isHard), Parse(text));

    [Theory]
    [InlineData("beauty 5", "'beauty 5' is not a limit. Write 'peak memory 2 GB (hard)'")]
    [InlineData("", "'' is not a limit")]
    [InlineData("peak memory", "'peak memory' is not a limit")]
    [InlineData("peak memory -2 GB", "is not a limit")]
    [InlineData("2 GB", "is not a limit")]
    [InlineData("peak memory 2 GB (maybe)", "is not a limit")]
    [InlineData("peak memory 2 furlongs", "'furlongs' is no unit of memory. Write MB or GB")]
    [InlineData("peak memory 2", "'' is no unit of memory. Write MB or GB")]
    [InlineData("peak memory 2 hard", "'' is no unit of memory. Write MB or GB")]
    [InlineData("parameters 2 GB", "'GB' is no unit to count in. Write K, M or B, or nothing: 'parameters 10 M'")]
    [InlineData("code tokens 0", "a limit has to be more than 0")]
    [InlineData("peak memory 0 GB (hard)", "a limit has to be more than 0")]
    public void What_cannot_be_understood_is_an_error_that_says_where_and_what_to_write(string text, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() => Parse(text));
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.StartsWith("program.md(7): Limit: ", exception.Message);
        Assert.Contains(expected, exception.Message);
    }

    [Fact]
    public void What_is_over_a_limit_is_said_with_both_numbers_and_what_is_not_is_nothing()
    {
        var memory = Parse("peak memory 2 GB (hard)");
        Assert.Equal("peak memory 2.50 GB, over the hard limit of 2.00 GB", memory.Excess(2.5 * Gigabyte));
        Assert.Null(memory.Excess(2 * Gigabyte));
        Assert.Null(memory.Excess(null));
        Assert.Equal("parameters 10,000,001, over the soft limit of 10,000,000", Parse("parameters 10 M").Excess(10_000_001));
    }

    [Fact]
    public void A_small_amount_of_memory_is_not_said_to_be_nothing() =>
        Assert.Equal("peak memory 3.5 MB, over the hard limit of 2.0 MB", Parse("peak memory 2 MB (hard)").Excess(3.5 * (1 << 20)));

    [Fact]
    public void Only_what_is_over_the_limit_exceeds_it() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 2_000_000])
            .Sample(
                (amount, measured) =>
                    (Parse("parameters " + amount.ToString(CultureInfo.InvariantCulture)).Excess(measured) is not null)
                    == (measured > amount)
            );

    [Fact]
    public void Hard_limits_reject_and_soft_ones_are_told()
    {
        Limit[] limits =
        [
            Parse("peak memory 2 GB"),
            Parse("peak memory 3 GB (hard)"),
            Parse("code tokens 100"),
            Parse("code tokens 200 (hard)"),
        ];
        Assert.Null(limits.HardExcess(LimitedQuantity.PeakMemory, 2.5 * Gigabyte));
        Assert.Contains("hard limit of 3.00 GB", limits.HardExcess(LimitedQuantity.PeakMemory, 3.5 * Gigabyte));
        Assert.Contains("hard limit of 200", limits.HardExcess(LimitedQuantity.CodeTokens, 250));
        Assert.Null(limits.HardExcess(LimitedQuantity.Parameters, 1e12));
        Assert.Equal(
            ["peak memory 2.50 GB, over the soft limit of 2.00 GB"],
            limits.SoftExcesses(quantity => quantity == LimitedQuantity.PeakMemory ? 2.5 * Gigabyte : null)
        );
    }

    private static Limit Parse(string text) => Limit.Parse(new Setting("Limit", text, 7));
}
