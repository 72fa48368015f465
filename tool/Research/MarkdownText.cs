using System.Buffers;
using System.Text;

namespace AutoResearch.Research;

/// <summary>Untrusted text in Markdown: it is shown as it is, and can neither be markup nor leave its place.</summary>
internal static class MarkdownText
{
    // Characters with a meaning in a table cell, on a line of its own or in a heading.
    private static readonly SearchValues<char> Special = SearchValues.Create("|<>`[]*_\\!&~$");

    // At the beginning of a line these make a heading, a list, a rule.
    private static readonly SearchValues<char> SpecialFirst = SearchValues.Create("#-+=0123456789");

    // Characters with a meaning in the middle of a line.
    private const string Markup = "\\`*[]<>&~|#$";

    /// <summary>The text on one line, escaped.</summary>
    public static string Line(string text, int limit) => EscapeLine(UntrustedText.Quote(text, limit)[1..^1]);

    /// <summary>The same, in quotation marks that the text cannot close.</summary>
    public static string Quoted(string text, int limit) => $"\"{Line(text, limit)}\"";

    /// <summary>Escapes text that a proposer wrote, so that it stays inside its cell, its line or its heading.</summary>
    public static string Escape(string text)
    {
        if (text.Length == 0 || (!text.AsSpan().ContainsAny(Special) && !SpecialFirst.Contains(text[0])))
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            // 1. and 1) begin a list.
            var first =
                i == 0
                    ? text[0] is '#' or '-' or '+' or '='
                    : text[i] is '.' or ')' && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;
            if (first || Special.Contains(text[i]))
                escaped.Append('\\');
            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    private static string EscapeLine(string line)
    {
        var escaped = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            // An underscore inside a word is not emphasis: val_bpb stays as it is.
            var isMarkup =
                Markup.Contains(line[i])
                || (
                    line[i] == '_'
                    && !(i > 0 && char.IsLetterOrDigit(line[i - 1]) && i + 1 < line.Length && char.IsLetterOrDigit(line[i + 1]))
                );
            if (isMarkup)
                escaped.Append('\\');
            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }
}
