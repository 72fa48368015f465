using AutoResearch.Reports.Live;
using CsCheck;

namespace AutoResearch.Tests.Views;

public class SparklineTests
{
    [Fact]
    public void It_falls_with_its_numbers() => Assert.Equal(["███▅▅▅▁▁▁"], Sparkline.Draw([3, 2, 1], 9, 1, unicode: true));

    [Fact]
    public void Several_rows_are_one_picture() => Assert.Equal(["█ ", "█▁"], Sparkline.Draw([2, 1], 2, 2, unicode: true));

    [Fact]
    public void Its_last_column_is_the_last_number_however_many_there_are() =>
        Gen.Select(Gen.Double[-10, 10].List[1, 300], Gen.Int[1, 100], Gen.Int[1, 6])
            .Sample(
                (course, width, rows) =>
                {
                    var drawn = Sparkline.Draw([.. course, course.Min() - 1], width, rows, unicode: true);
                    Assert.Equal(rows, drawn.Count);
                    Assert.All(drawn, row => Assert.InRange(row.Length, 1, width));
                    Assert.Equal('▁', drawn[^1][^1]);
                    Assert.All(drawn.SkipLast(1), row => Assert.Equal(' ', row[^1]));
                }
            );

    [Fact]
    public void Of_nothing_there_is_nothing() => Assert.Empty(Sparkline.Draw([], 10, 1, unicode: true));

    [Fact]
    public void Numbers_that_are_none_do_not_break_it() =>
        Assert.Single(Sparkline.Draw([double.NaN, double.PositiveInfinity, 1], 10, 1, unicode: true));
}
