using AutoResearch.Research.Ledger;
using CsCheck;

namespace AutoResearch.Tests;

public class HeldOutTableTests
{
    [Fact]
    public void Scores_read_back_as_they_were_written() =>
        Gen.Select(Gen.Int[1, 99_999], Gen.Double[-1e6, 1e6])
            .List[0, 20]
            .Sample(scores =>
            {
                var text = HeldOutTable.Header + string.Concat(scores.Select(entry => HeldOutTable.Row(entry.Item1, entry.Item2)));
                // A later row of the same experiment replaces the one before.
                var expected = new Dictionary<int, double>();
                foreach (var (experiment, score) in scores)
                    expected[experiment] = score;
                Assert.Equal(expected, HeldOutTable.Parse(text).ToDictionary());
            });

    [Fact]
    public void A_row_is_the_experiments_number_and_its_score() => Assert.Equal("0017\t1.9125\n", HeldOutTable.Row(17, 1.9125));

    [Theory]
    [InlineData("")]
    [InlineData("experiment\tscore\n")]
    [InlineData("experiment\tscore\nnonsense\n0003\n0003\t\n0003\tbeautiful\n-3\t1.5\n0003\t1.5\t1.6\n")]
    public void What_is_no_row_is_left_out(string text) => Assert.Empty(HeldOutTable.Parse(text));

    [Fact]
    public void A_damaged_line_does_not_hide_the_others() =>
        Assert.Equal([1, 3], HeldOutTable.Parse(HeldOutTable.Header + "0001\t1.5\n0002\tx\n0003\t1.25\n").Keys.Order());
}
