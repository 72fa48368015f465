using System.Buffers;
using System.Text;

namespace AutoResearch.Reports;

/// <summary>Text that a proposer wrote, in Markdown: it must stay inside its cell, its line or its heading, and be no markup.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("|<>`[]*_\\!&~$");

    // At the beginning of a line these make a heading, a list, a rule.
    private static readonly SearchValues<char> SpecialFirst = SearchValues.Create("#-+=0123456789");

    public static string Escape(string text)
    {
        if (text.Length == 0 || (!text.AsSpan().ContainsAny(Special) && !SpecialFirst.Contains(text[0])))
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            // 1. and 1) begin a list.
            var first = i == 0 ? text[0] is '#' or '-' or '+' or '=' : text[i] is '.' or ')' && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;
            if (first || Special.Contains(text[i]))
                escaped.Append('\\');
            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }
}
