using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>Whether what people read agrees with the table: the front matter of a page, and the overview.</summary>
internal static class PageAudit
{
    /// <summary>How the front matter of a page differs from its row.</summary>
    public static IEnumerable<string> FrontMatter(IReadOnlyList<string> header, string row, string page)
    {
        if (Read(page) is not { } values)
        {
            yield return "the page has no front matter";
            yield break;
        }

        var cells = row.Split('\t');
        for (var i = 0; i < Math.Min(header.Count, cells.Length); i++)
        {
            // A page has only the columns that existed when it was written; later ones are empty in its row.
            var said = values.GetValueOrDefault(header[i], "");
            if (said != cells[i])
                yield return $"{header[i]} is '{Short(said)}' on the page and '{Short(cells[i])}' in the table";
        }
    }

    /// <summary>How the overview differs from what would be written now.</summary>
    public static IEnumerable<(int? Experiment, string Problem)> Overview(string expected, string actual)
    {
        var (rows, prose) = Parts(expected);
        var (actualRows, actualProse) = Parts(actual);
        foreach (var (number, line) in rows)
        {
            if (!actualRows.Remove(number, out var said))
                yield return (number, "it is not listed");
            else if (said != line)
                yield return (number, $"it is listed as '{Short(said)}' and should be '{Short(line)}'");
        }

        foreach (var number in actualRows.Keys.Order())
            yield return (number, "it is listed and is not in the table");
        if (prose != actualProse)
            yield return (null, "its text is not what follows from the table");
    }

    private static Dictionary<string, string>? Read(string page)
    {
        var lines = page.Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        if (lines[0] != "---" || end < 0)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines[1..end])
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
                values[line[..colon]] = Unquoted(line[(colon + 2)..]);
        }

        return values;
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1].Replace("\\\"", "\"").Replace("\\\\", "\\") : value;

    private static (Dictionary<int, string> Rows, string Prose) Parts(string overview)
    {
        var rows = new Dictionary<int, string>();
        var prose = new List<string>();
        foreach (var line in overview.Split('\n'))
        {
            if (
                line.StartsWith("| ", StringComparison.Ordinal)
                && int.TryParse(line[2..].Split(' ')[0], CultureInfo.InvariantCulture, out var number)
            )
                rows[number] = line;
            else
                prose.Add(line);
        }

        return (rows, string.Join('\n', prose));
    }

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";
}
