using AutoResearch.Research.Memory;
using CsCheck;

namespace AutoResearch.Tests.Memory;

public class LineDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nc\n", "-b")]
    [InlineData("a\nc\n", "a\nb\nc\n", "+b")]
    [InlineData("a\nb\nc\n", "a\nB\nc\n", "-b", "+B")]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("", "a\n", "+a")]
    public void Only_lines_that_differ_are_named(string before, string after, params string[] expected) =>
        Assert.Equal(expected, LineDiff.Between(before, after));

    [Fact]
    public void What_went_and_what_came_accounts_for_the_whole_difference()
    {
        var text = Gen.Char['a', 'd'].Array[0, 30].Select(lines => string.Join('\n', lines));
        Gen.Select(text, text)
            .Sample(
                (before, after) =>
                {
                    var lines = LineDiff.Between(before, after);
                    var left = before.Split('\n').ToList();
                    foreach (var line in lines.Where(line => line[0] == '-'))
                        Assert.True(left.Remove(line[1..]));
                    left.AddRange(lines.Where(line => line[0] == '+').Select(line => line[1..]));
                    Assert.Equal(after.Split('\n').Order().SkipWhile(line => line == ""), left.Order().SkipWhile(line => line == ""));
                }
            );
    }

    [Fact]
    public void A_text_of_another_kind_altogether_counts_as_replaced()
    {
        var lines = LineDiff.Between(string.Join('\n', Enumerable.Range(0, 5000)), string.Join('\n', Enumerable.Range(-5000, 5000)));
        Assert.Equal(10_000, lines.Count);
    }
}
