using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.Emoji;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AutoResearch.Tests.Publishing;

/// <summary>Reads Markdown as GitHub does, and tells what in it does more than being read.</summary>
internal static partial class GitHubMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true })
        .UseTaskLists()
        .UseEmojiAndSmiley(enableSmileys: false)
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAlertBlocks()
        .UseFootnotes()
        .Build();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    public static string ToHtml(string markdown) => Markdown.ToHtml(markdown, Pipeline);

    /// <summary>What is live: links, images, HTML, tasks, emoji, and what GitHub makes live of plain text.</summary>
    public static IReadOnlyList<string> Live(string markdown)
    {
        var document = Parse(markdown);
        var live = new List<string>();
        live.AddRange(document.Descendants<LinkInline>().Select(link => $"link {link.Url}"));
        live.AddRange(document.Descendants<AutolinkInline>().Select(link => $"link {link.Url}"));
        live.AddRange(document.Descendants<HtmlInline>().Select(html => $"html {html.Tag}"));
        live.AddRange(document.Descendants<HtmlBlock>().Select(html => $"html {html.Lines.ToString().Trim()}"));
        live.AddRange(document.Descendants<TaskList>().Select(_ => "task"));
        live.AddRange(document.Descendants<EmojiInline>().Select(emoji => $"emoji {emoji.Match}"));
        live.AddRange(LiveText(Text(document)));
        return live;
    }

    /// <summary>What GitHub finds in rendered text, or in a title or a commit message.</summary>
    public static IEnumerable<string> LiveText(string text) => Found().Matches(text).Select(match => $"text {match.Value}");

    /// <summary>The text that a reader sees, without code: a line for each block.</summary>
    public static string Text(MarkdownObject parsed) =>
        string.Join(
            '\n',
            parsed
                .Descendants<LeafBlock>()
                .Where(block => block is not CodeBlock and not HtmlBlock)
                .Select(block => block.Inline is { } inline ? Text(inline) : "")
        );

    private static string Text(Inline inline) =>
        inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            CodeInline => "\n",
            ContainerInline container => string.Concat(container.Select(Text)),
            LineBreakInline => "\n",
            _ => "",
        };

    // docs.github.com: autolinked references and URLs, mentions, linking with keywords, skipping workflow runs.
    [GeneratedRegex(
        @"@[a-z0-9]|#[0-9]|\bGH-[0-9]|GHSA-[0-9a-z]|CVE-[0-9]|[a-z]://|www\.[a-z0-9]|[0-9a-f]{7,}|:[a-z0-9_+-]+:|\[(?:skip ci|ci skip|no "
            + @"ci|skip actions|actions skip)\]|\*\*\*NO_CI",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Found();
}
