using AutoResearch.Research;
using AutoResearch.Research.Program;
using CsCheck;

namespace AutoResearch.Tests.Programs;

public class ProposerShareTests
{
    [Theory]
    [InlineData("search 50 %, claude 50 %", "search 0.5 claude 0.5")]
    [InlineData("search 25%; model/qwen3:8b 75%", "search 0.25 model/qwen3:8b 0.75")]
    [InlineData("`search`: 20 %, gpt-4 80", "search 0.2 gpt-4 0.8")]
    [InlineData("30 % search, 70 % claude", "search 0.3 claude 0.7")]
    [InlineData("search, claude", "search 0.5 claude 0.5")]
    [InlineData("search", "search 1")]
    [InlineData("search 100 %", "search 1")]
    [InlineData("my agent 12.5 %, search 87.5 %", "my agent 0.125 search 0.875")]
    public void Names_and_shares_are_read(string value, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', Parse(value).Select(share => FormattableString.Invariant($"{share.Name} {share.Share:0.###}")))
        );

    [Fact]
    public void Thirds_are_thirds() => Assert.All(Parse("a 33 %, b 33 %, c 33 %"), share => Assert.Equal(1.0 / 3, share.Share, 1e-12));

    [Fact]
    public void Shares_add_up_to_one() =>
        Gen.Int[1, 20]
            .Sample(count =>
                Math.Abs(Parse(string.Join(", ", Enumerable.Range(0, count).Select(i => $"p{i}"))).Sum(share => share.Share) - 1) < 1e-9
            );

    [Theory]
    [InlineData("search 50 %, claude 40 %", "the shares add up to 90 %, and not to 100 %. Write 'search 50 %, claude 50 %'")]
    [InlineData("search 0 %, claude 100 %", "search has 0 %. A share is more than 0")]
    [InlineData("search 150 %", "search has 150 %")]
    [InlineData("search 50 %, claude", "'claude' has no share, and others have one")]
    [InlineData("search, Search", "'search' stands there twice")]
    [InlineData("search,", "'' is no proposer")]
    [InlineData("", "'' is no proposer")]
    [InlineData("50 %", "'50 %' is no proposer")]
    [InlineData("search -5 %, claude 105 %", "is no proposer")]
    public void A_mistake_says_where_and_what_to_write(string value, string expected)
    {
        var exception = Assert.Throws<ResearchException>(() => Parse(value));
        Assert.Equal(Codes.ProgramInvalid, exception.Code);
        Assert.StartsWith("program.md(7): Proposers: ", exception.Message);
        Assert.Contains(expected, exception.Message);
    }

    private static IReadOnlyList<ProposerShare> Parse(string value) => ProposerShare.Parse(new Setting("Proposers", value, 7));
}
