using AutoResearch.Research;
using CsCheck;

namespace AutoResearch.Tests;

public sealed class TextEditTests
{
    private const string Source = "a = 1;\nb = 2;\nc = 2;\n";

    [Fact]
    public void Edits_are_applied_one_after_the_other() =>
        Assert.Equal(
            "a = 4;\nb = 2;\nc = 2;\n",
            TextEdit.Apply(Source, [new TextEdit("a = 1;", "a = 3;"), new TextEdit("= 3", "= 4")], "Train.cs")
        );

    [Fact]
    public void Nothing_may_take_its_place() =>
        Assert.Equal("b = 2;\nc = 2;\n", TextEdit.Apply(Source, [new TextEdit("a = 1;\n", "")], "Train.cs"));

    [Theory]
    [InlineData("a = 9;", "does not occur in Train.cs")]
    [InlineData("", "does not occur in Train.cs")]
    [InlineData("= 2;", "occurs more than once in Train.cs")]
    public void A_place_that_is_not_one_is_refused(string before, string problem)
    {
        var refused = Assert.Throws<ResearchException>(() =>
            TextEdit.Apply(Source, [new TextEdit("a = 1;", "a = 3;"), new TextEdit(before, "")], "Train.cs")
        );
        Assert.Equal(Codes.Usage, refused.Code);
        Assert.Contains("Edit 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_overlaps_itself_occurs_more_than_once() =>
        Assert.Throws<ResearchException>(() => TextEdit.Apply("xaaax", [new TextEdit("aa", "b")], "Train.cs"));

    [Fact]
    public void Line_ends_stay_the_file_s() =>
        Assert.Equal(
            "a = 3;\r\nd = 4;\r\nc = 2;\r\n",
            TextEdit.Apply(Source.ReplaceLineEndings("\r\n"), [new TextEdit("a = 1;\nb = 2;", "a = 3;\nd = 4;")], "Train.cs")
        );

    [Fact]
    public void Only_the_place_changes() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 20], Gen.String[Gen.Char["abc"], 0, 20], Gen.String[Gen.Char["xyz"], 0, 5])
            .Sample((head, tail, after) => TextEdit.Apply($"{head}#{tail}", [new TextEdit("#", after)], "Train.cs") == head + after + tail);
}
