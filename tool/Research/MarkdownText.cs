using System.Text;

namespace AutoResearch.Research;

/// <summary>Untrusted text inside a line of Markdown: it is shown as it is, and can neither be markup nor leave its line.</summary>
internal static class MarkdownText
{
    private const string Markup = "\\`*[]<>&~|#$";

    /// <summary>The text on one line, escaped.</summary>
    public static string Line(string text, int limit) => Escape(UntrustedText.Quote(text, limit)[1..^1]);

    /// <summary>The same in quotation marks that it cannot close.</summary>
    public static string Quoted(string text, int limit) => $"\"{Line(text, limit)}\"";

    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            // Within a word it is no emphasis: val_bpb stays as it is.
            var isMarkup = Markup.Contains(line[i]) || (line[i] == '_' && !(i > 0 && char.IsLetterOrDigit(line[i - 1]) && i + 1 < line.Length && char.IsLetterOrDigit(line[i + 1])));
            if (isMarkup)
                escaped.Append('\\');
            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }
}
