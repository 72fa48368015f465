using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace AutoResearch.Research.Program;

/// <summary>program.md as Markdown: its sections, and its lines of the form <c>Key: value</c>. What stands in code or comments is an
/// example and counts as neither.</summary>
internal sealed partial class ProgramDocument
{
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    private readonly List<ProgramSection> sections;
    private readonly List<ProgramSection> baselines;
    private readonly List<int> baselineStarts;

    private ProgramDocument(string text, MarkdownDocument markdown)
    {
        Text = text;
        Markdown = markdown;
        sections = Outline(text, [.. markdown.OfType<HeadingBlock>()]);
        baselines = sections.FindAll(section => section.Kind == SectionKind.Baseline);
        baselineStarts = baselines.ConvertAll(section => section.Start);
    }

    /// <summary>Without the byte order mark.</summary>
    public string Text { get; }

    public MarkdownDocument Markdown { get; }

    public IReadOnlyList<ProgramSection> Sections => sections;

    /// <summary>The section that the tool writes: the first of its name. Null where there is none.</summary>
    public ProgramSection? Baseline => baselines.FirstOrDefault();

    /// <exception cref="ResearchException">It is nested deeper than anybody writes.</exception>
    public static ProgramDocument Parse(string text)
    {
        var plain = ProgramText.WithoutMark(text);
        try
        {
            return new ProgramDocument(plain, Markdig.Markdown.Parse(plain, Pipeline));
        }
        catch (ArgumentException exception) when (exception.Message.Contains("nested", StringComparison.Ordinal))
        {
            throw new ResearchException(
                Codes.ProgramInvalid,
                $"{ResearchProgram.FileName} holds lists or quotations that are nested too deeply to be read. Write them flatter.",
                exception
            );
        }
    }

    /// <summary>True for a place in a section that the tool writes.</summary>
    public bool IsInBaseline(int position)
    {
        // No two of them overlap: the next known heading ends each.
        var index = baselineStarts.BinarySearch(position);
        var last = index >= 0 ? index : ~index - 1;
        return last >= 0 && position < baselines[last].End;
    }

    /// <summary>Every <c>Key: value</c> line of a paragraph or list item, and where it begins.</summary>
    public IEnumerable<(Setting Setting, int Position, ParagraphBlock Paragraph)> Lines()
    {
        foreach (var paragraph in Markdown.Descendants<ParagraphBlock>())
        {
            var line = paragraph.Line + 1;
            foreach (var (start, end) in LinesOf(Text, paragraph.Span.Start, Math.Max(paragraph.Span.Start, paragraph.Span.End + 1)))
            {
                if (Setting.TryRead(Text[start..end], line) is { } setting)
                    yield return (setting, start, paragraph);
                line++;
            }
        }
    }

    /// <summary>The lines between two places, without their ends. Lines end as in Markdown: with CR, LF or both.</summary>
    public static IEnumerable<(int Start, int End)> LinesOf(string text, int start, int end)
    {
        for (var match = LineEnd().Match(text, start, end - start); match.Success; match = match.NextMatch())
        {
            yield return (start, match.Index);
            start = match.Index + match.Length;
        }

        yield return (start, end);
    }

    /// <summary>Where the line after the one at a position begins, or the text ends.</summary>
    public static int NextLine(string text, int position) =>
        LineEnd().Match(text, position) is { Success: true } match ? match.Index + match.Length : text.Length;

    private static List<ProgramSection> Outline(string text, List<HeadingBlock> headings)
    {
        var starts = headings.ConvertAll(heading => text.LastIndexOfAny(['\r', '\n'], Math.Max(0, heading.Span.Start - 1)) + 1);
        var titles = headings.ConvertAll(heading => Title(text[heading.Span.Start..Math.Min(text.Length, heading.Span.End + 1)]));
        var kinds = titles.ConvertAll(SectionNames.Of);
        var outline = new List<ProgramSection>(headings.Count);
        for (var i = 0; i < headings.Count; i++)
        {
            var next = Enumerable
                .Range(i + 1, headings.Count - i - 1)
                .FirstOrDefault(j => headings[j].Level <= headings[i].Level || kinds[j] is not null, headings.Count);
            outline.Add(
                new ProgramSection(
                    kinds[i],
                    titles[i],
                    headings[i].Level,
                    starts[i],
                    NextLine(text, Math.Max(headings[i].Span.Start, headings[i].Span.End)),
                    At(i + 1),
                    At(next)
                )
            );
        }

        return outline;

        int At(int index) => index < starts.Count ? starts[index] : text.Length;
    }

    // Without the signs that make it a heading.
    private static string Title(string source) => Underline().Replace(source, "").Trim().Trim('#').Trim();

    // Inline markup means nothing here, and parsing it would be the larger part of the time.
    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation();
        builder.InlineParsers.Clear();
        return builder.Build();
    }

    [GeneratedRegex(@"\r\n|\n|\r", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"[\r\n][ \t]*(=+|-+)[ \t]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Underline();
}
