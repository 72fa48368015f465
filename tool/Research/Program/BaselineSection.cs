using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace AutoResearch.Research.Program;

/// <summary>
/// Writes what was measured into the baseline section of program.md. In a line that the tool knows, only the value changes, and the form
/// that the human gave it stays. A missing line is added. Every other byte of the file, the rest of the section included, stays as it is.
/// </summary>
internal static partial class BaselineSection
{
    /// <summary>The text with these facts. The same text where it has no such section, or where they cannot be written without changing
    /// what the rest says.</summary>
    public static string Rewrite(string text, BaselineFacts facts)
    {
        var mark = text.Length - ProgramText.WithoutMark(text).Length;
        var before = ProgramDocument.Parse(text);
        if (before.Baseline is not { } section)
            return text;
        var written = Write(before, section, facts);
        var after = ProgramDocument.Parse(written);
        // A text that could no longer be read, or that the next time would be written differently, is not written.
        return
            Encoding.UTF8.GetByteCount(written) + mark * 3 <= ProgramText.Limit
            && SaysTheSame(before, after)
            && Write(after, after.Baseline!, facts) == written
            ? text[..mark] + written
            : text;
    }

    private static string Write(ProgramDocument document, ProgramSection section, BaselineFacts facts)
    {
        var text = document.Text;
        var lines = Lines(document, section).ToList();
        var written = new StringBuilder(text.Length + 512);
        var copied = 0;
        foreach (var line in lines.Where(line => !BaselineFacts.IsHuman(line.Key)))
        {
            written
                .Append(text, copied, line.ValueStart - copied)
                .Append(' ')
                .Append(facts.Values.First(fact => fact.Key.Equals(line.Key, StringComparison.OrdinalIgnoreCase)).Value);
            copied = line.ValueEnd;
        }

        var missing = facts
            .Values.Where(fact => !lines.Exists(line => line.Key.Equals(fact.Key, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var place = lines.Count > 0 ? lines[^1].Insertion : section.Body;
        written.Append(text, copied, place - copied);
        if (missing.Count > 0)
            written.Append(lines.Count > 0 ? Further(text, section, lines[^1], missing) : List(text, section, missing));
        return written.Append(text, place, text.Length - place).ToString();
    }

    // More lines like the last one.
    private static string Further(string text, ProgramSection section, FactLine last, List<(string Key, string Value)> missing)
    {
        var end = LineEnd(text, section);
        return string.Concat(missing.Select(fact => $"{end}{last.Prefix}{fact.Key}: {fact.Value}"));
    }

    // A list below the heading, with an empty line on both sides.
    private static string List(string text, ProgramSection section, List<(string Key, string Value)> missing)
    {
        var end = LineEnd(text, section);
        var isLast = section.Body == text.Length;
        var start = isLast && !text.EndsWith('\n') && !text.EndsWith('\r') ? end + end : end;
        var rest = ProgramDocument.LinesOf(text, section.Body, text.Length).First();
        return $"{start}{string.Concat(missing.Select(fact => $"- {fact.Key}: {fact.Value}{end}"))}"
            + $"{(isLast || string.IsNullOrWhiteSpace(text[rest.Start..rest.End]) ? "" : end)}";
    }

    // Added lines end as the heading's line does.
    private static string LineEnd(string text, ProgramSection section) =>
        text[..section.Body] switch
        {
            var head when head.EndsWith("\r\n", StringComparison.Ordinal) => "\r\n",
            var head when head.EndsWith('\n') => "\n",
            var head when head.EndsWith('\r') => "\r",
            _ => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
        };

    // The lines of the section itself that begin with a key of the tool; in its subsections the human is left alone.
    private static IEnumerable<FactLine> Lines(ProgramDocument document, ProgramSection section)
    {
        foreach (var block in document.Markdown.Where(block => block.Span.Start >= section.Body && block.Span.Start < section.OwnEnd))
        {
            var lines = block switch
            {
                ListBlock list => list.OfType<ListItemBlock>().SelectMany(item => Item(document.Text, item)),
                ParagraphBlock paragraph => Paragraph(document.Text, paragraph),
                _ => [],
            };
            foreach (var line in lines)
                yield return line;
        }
    }

    private static IEnumerable<FactLine> Item(string text, ListItemBlock item)
    {
        if (item.Count == 0 || item[0] is not ParagraphBlock paragraph)
            return [];
        var start = paragraph.Span.Start;
        var prefix = text[(text.LastIndexOfAny(['\r', '\n'], start - 1) + 1)..start];
        if (!Bullet().IsMatch(prefix))
            return [];
        // After everything that belongs to the item, and before the empty lines that follow.
        var last = text[start..Math.Max(paragraph.Span.End + 1, item.Span.End + 1)].TrimEnd().Length + start;
        var insertion = ProgramDocument.LinesOf(text, last, text.Length).First().End;
        return Paragraph(text, paragraph).Select(line => line with { Prefix = prefix, Insertion = insertion });
    }

    private static IEnumerable<FactLine> Paragraph(string text, ParagraphBlock paragraph)
    {
        var done = 0;
        var last = paragraph.Span.End + 1;
        foreach (var (start, end) in ProgramDocument.LinesOf(text, paragraph.Span.Start, last))
        {
            if (start < done || Head().Match(text[start..end]) is not { Success: true } head)
                continue;
            var value = start + head.Length;
            done = ValueEnd(text, value, end, last);
            yield return new FactLine(head.Groups["key"].Value, value, done, "", last);
        }
    }

    // Where the value ends: at the end of its line, or later if an editor has wrapped what stands in quotation marks. Further lines are the
    // human's.
    private static int ValueEnd(string text, int value, int lineEnd, int end)
    {
        var quoted = Quoted().Match(text[value..end]);
        return quoted.Success ? Math.Max(lineEnd, ProgramDocument.LinesOf(text, value + quoted.Length, end).First().End) : lineEnd;
    }

    // Whether everything that the tool did not write stayed the same: the other sections and every setting.
    private static bool SaysTheSame(ProgramDocument before, ProgramDocument after) =>
        Rest(before).SequenceEqual(Rest(after)) && after.Baseline is not null;

    private static IEnumerable<string> Rest(ProgramDocument document)
    {
        foreach (var section in document.Sections)
        {
            yield return $"{section.Kind} {section.Level} {section.Title}";
            if (section != document.Baseline)
                yield return document.Text[section.Body..section.OwnEnd];
        }

        foreach (var (setting, position, _) in document.Lines())
        {
            if (!document.IsInBaseline(position))
                yield return $"{setting.Key}: {setting.Value}";
        }
    }

    /// <summary>A line with a key of the tool.</summary>
    /// <param name="ValueStart">After the colon, and after the asterisks that make the key bold.</param>
    /// <param name="Prefix">What stands before the key: a bullet.</param>
    /// <param name="Insertion">Where a further line can be added.</param>
    private sealed record FactLine(string Key, int ValueStart, int ValueEnd, string Prefix, int Insertion);

    [GeneratedRegex(
        @"^[ \t]*(\*\*)?(?<key>Model|Optimizer|Metric|Noise|Experiment|Change|Parameters|Budget|Device)(\*\*)?[ \t]*:(\*\*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Head();

    [GeneratedRegex("^[ \t]*\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^ *([-*+]|\d{1,9}[.)])[ \t]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();
}
