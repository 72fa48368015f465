using AutoResearch.Research;

namespace AutoResearch.Reports.Html;

/// <summary>A unified diff on a page, its lines coloured.</summary>
internal static class HtmlDiff
{
    private const int MostLines = 200;
    private const int MostCharacters = 20_000;

    /// <summary>The diff without what says nothing to a person, in a size that a page can bear.</summary>
    public static string Shorten(string diff)
    {
        var lines = UntrustedText
            .Clean(diff, MostCharacters)
            .TrimEnd('\n')
            .Split('\n')
            .Where(line =>
                !line.StartsWith("index ", StringComparison.Ordinal) && !line.StartsWith("diff --git ", StringComparison.Ordinal)
            )
            .ToList();
        return lines.Count <= MostLines
            ? string.Join('\n', lines)
            : string.Join('\n', lines.Take(MostLines)) + $"\n… {lines.Count - MostLines} more lines";
    }

    public static void Write(HtmlWriter page, string diff)
    {
        page.Open("pre");
        // Neighbours of one kind share an element: a page of many diffs stays small.
        var lines = diff.Split('\n');
        for (var i = 0; i < lines.Length; )
        {
            var kind = Kind(lines[i]);
            var end = i + 1;
            while (end < lines.Length && Kind(lines[end]) == kind)
                end++;
            var text = string.Join('\n', lines[i..end]) + (end < lines.Length ? "\n" : "");
            if (kind.Length == 0)
                page.Text(text);
            else
                page.Element("span", text, ("class", kind));
            i = end;
        }

        page.Close();
    }

    private static string Kind(string line) =>
        line switch
        {
            ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] or ['@', '@', ..] => "place",
            ['+', ..] => "added",
            ['-', ..] => "removed",
            _ => "",
        };
}
