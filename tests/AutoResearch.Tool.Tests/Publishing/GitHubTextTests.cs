using AutoResearch.Publishing.Texts;
using AutoResearch.Research;
using CsCheck;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AutoResearch.Tests.Publishing;

/// <summary>Text of a proposer does nothing on GitHub, and reads as it was written.</summary>
public sealed class GitHubTextTests
{
    private const int Limit = 2000;

    [Fact]
    public void Each_of_these_is_live_when_nothing_is_done()
    {
        foreach (
            var text in (string[])
                ["@octocat", "Fixes #1", "GH-26", "https://example.com", "![x](a.png)", "<b>", "- [ ] task", ":tada:", "deadbeef"]
        )
            Assert.NotEmpty(GitHubMarkdown.Live(text));
    }

    [Fact]
    public void In_a_paragraph_a_quotation_a_list_and_a_cell_it_is_text() =>
        NastyText.Any.Sample(
            text =>
            {
                var markdown = GitHubText.Markdown(text, Limit);
                Assert.DoesNotContain('\n', markdown);
                foreach (
                    var place in (string[])[markdown, "> " + markdown, "- x " + markdown, $"| a | b |\n|---|---|\n| {markdown} | c |\n"]
                )
                    Assert.Empty(GitHubMarkdown.Live(place));
            },
            iter: 1000
        );

    [Fact]
    public void It_reads_as_it_was_written() =>
        NastyText.Any.Sample(
            text =>
            {
                var document = GitHubMarkdown.Parse("> x" + GitHubText.Markdown(text, Limit));
                Assert.All(document.Descendants<Inline>(), inline =>
                    Assert.True(
                        inline is LiteralInline or HtmlEntityInline || inline.GetType() == typeof(ContainerInline),
                        inline.GetType().Name
                    )
                );
                Assert.Equal("x" + Seen(text), GitHubMarkdown.Text(document).Trim('\n').Replace(GitHubText.Gap.ToString(), ""));
            },
            iter: 1000
        );

    [Fact]
    public void A_cell_stays_one_cell() =>
        NastyText.Any.Sample(
            text =>
            {
                var document = GitHubMarkdown.Parse($"| a | b |\n|---|---|\n| x{GitHubText.Markdown(text, Limit)} | c |\n");
                var table = Assert.Single(document.Descendants<Markdig.Extensions.Tables.Table>());
                Assert.Equal(2, table.Count);
                Assert.Equal(2, ((Markdig.Extensions.Tables.TableRow)table[1]).Count);
            },
            iter: 1000
        );

    [Fact]
    public void In_a_title_or_a_commit_message_nothing_is_found() =>
        NastyText.Any.Sample(
            text =>
            {
                var plain = GitHubText.Plain(text, Limit);
                Assert.Empty(GitHubMarkdown.LiveText(plain));
                Assert.DoesNotContain('\n', plain);
                Assert.Equal(Seen(text), plain.Replace(GitHubText.Gap.ToString(), ""));
            },
            iter: 1000
        );

    [Fact]
    public void Ordinary_words_stay_as_they_are()
    {
        const string idea = "Lower the learning rate of val_bpb's tables (0.02 to 0.015): they overfit, x + y = z - 1!";
        Assert.Equal(idea, GitHubText.Markdown(idea, Limit));
        Assert.Equal(idea, GitHubText.Plain(idea, Limit));
    }

    [Fact]
    public void It_is_cut_where_it_is_too_long()
    {
        Assert.Equal(new string('z', 9) + "…", GitHubText.Plain(new string('z', 50), 9));
        Assert.Equal(new string('z', 9) + "…", GitHubText.Markdown(new string('z', 50), 9));
    }

    [Theory]
    [InlineData("Train.cs", "`Train.cs`")]
    [InlineData("MatrixRate", "`MatrixRate`")]
    [InlineData("search/direction", "`search/direction`")]
    [InlineData("a`b", "a\\`b")]
    [InlineData("agent:x|y", "agent:x\\|y")]
    public void A_plain_name_is_code_and_anything_else_text(string text, string expected) => Assert.Equal(expected, GitHubText.Code(text));

    private static string Seen(string text) =>
        string.Join(' ', UntrustedText.Clean(text, Limit).Split([' ', '\t', '\n', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
}
