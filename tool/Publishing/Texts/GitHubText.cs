using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AutoResearch.Research;

namespace AutoResearch.Publishing.Texts;

/// <summary>
/// Text that a proposer wrote, made so that GitHub shows it and does nothing with it: no mention, no reference, no link, no image, no
/// markup, no command. Always one line. GitHub looks for mentions and references in the rendered text, where a backslash is gone: only a
/// character between the parts keeps them apart, and U+200B, the zero-width space, shows nothing.
/// </summary>
internal static partial class GitHubText
{
    public const char Gap = '\u200B';

    private const string GapEntity = "&#8203;";

    // Git abbreviates a commit to seven digits at least.
    private const int HexDigitsUnlinked = 6;

    /// <summary>As text of Markdown: in a paragraph, a heading, a quotation or a table's cell.</summary>
    public static string Markdown(string text, int limit)
    {
        var line = Line(text, limit);
        var gaps = Gaps(line);
        var markdown = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            if (gaps.Contains(i))
                markdown.Append(GapEntity);
            markdown.Append(Escaped(line, i));
        }

        return markdown.ToString();
    }

    /// <summary>As plain text: in a title or a commit message, in which GitHub also looks for mentions, references and orders to skip
    /// checks.</summary>
    public static string Plain(string text, int limit)
    {
        var line = Line(text, limit);
        var gaps = Gaps(line);
        var plain = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            if (gaps.Contains(i))
                plain.Append(Gap);
            plain.Append(line[i]);
        }

        return plain.ToString();
    }

    /// <summary>As code where it is a plain name, path, number or command; as text where it is anything else.</summary>
    public static string Code(string text) => PlainCode().IsMatch(text) ? $"`{text}`" : Markdown(text, 200);

    private static string Line(string text, int limit) =>
        string.Join(' ', UntrustedText.Clean(text, limit).Split([' ', '\t', '\n', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    // The positions of the characters that need a gap before them.
    private static HashSet<int> Gaps(string line)
    {
        var gaps = new HashSet<int>();
        foreach (Match match in Linked().Matches(line))
            gaps.Add(match.Index + match.Length);
        foreach (Match digits in HexDigits().Matches(line))
        {
            for (var i = HexDigitsUnlinked; i < digits.Length; i += HexDigitsUnlinked)
                gaps.Add(digits.Index + i);
        }

        gaps.Remove(line.Length);
        return gaps;
    }

    private static string Escaped(string line, int index)
    {
        var c = line[index];
        return c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '$' => "&#36;",
            '\\' or '`' or '*' or '[' or ']' or '|' or '~' => "\\" + c,
            // Inside a word it is no emphasis.
            '_' when !IsWord(line, index - 1) || !IsWord(line, index + 1) => "\\_",
            // Only at the start of a line: a list, a heading, a rule.
            '#' or '-' or '+' or '=' or ':' when index == 0 => "\\" + c,
            '.' or ')' when index is > 0 and < 10 && line.AsSpan(0, index).IndexOfAnyExceptInRange('0', '9') < 0 => "\\" + c,
            _ => c.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static bool IsWord(string line, int index) => index >= 0 && index < line.Length && char.IsAsciiLetterOrDigit(line[index]);

    // A match ends where a gap belongs: '@' of a mention or an address, '#' and 'GH-' of an issue, names of advisories, ':' of an address'
    // scheme or an emoji's name, 'www', '[' of an order such as [skip ci]. What follows the text may complete an emoji's name.
    [GeneratedRegex(
        @"@|#(?=[0-9])|(?:GHSA|GH|CVE)-(?=[0-9A-Z])|:(?=//)|:(?=[a-z0-9_+-]+(?::|$))|www(?=\.)|\[(?=[^\]]*\b(?:skip|ci|no)\b)|\*\*\*(?=NO"
            + @"_CI)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Linked();

    [GeneratedRegex("[0-9a-f]{7,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HexDigits();

    [GeneratedRegex(@"^[A-Za-z0-9_.][A-Za-z0-9_./ -]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainCode();
}
