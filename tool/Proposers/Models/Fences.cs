namespace AutoResearch.Proposers.Models;

/// <summary>Finds the fenced blocks of a Markdown text.</summary>
internal static class Fences
{
    private const int Least = 3;

    public static IReadOnlyList<Fenced> Read(IReadOnlyList<string> lines)
    {
        var blocks = new List<Fenced>();
        var label = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var width = Width(lines[i]);
            if (width == 0)
            {
                label = string.IsNullOrWhiteSpace(lines[i]) ? label : lines[i];
                continue;
            }

            var inside = lines.Skip(i + 1).TakeWhile(line => Width(line) < width || Information(line).Length > 0).ToList();
            blocks.Add(new Fenced(label, Information(lines[i]), inside, i + 1 + inside.Count < lines.Count));
            label = "";
            i += inside.Count + 1;
        }

        return blocks;
    }

    /// <summary>Whether a line opens or closes a block.</summary>
    public static bool IsFence(string line) => Width(line) > 0;

    /// <summary>What an opening fence says after its backticks.</summary>
    public static string Information(string line) => line.Trim().TrimStart('`').Trim();

    private static int Width(string line)
    {
        var text = line.AsSpan().Trim();
        var width = text.Length - text.TrimStart('`').Length;
        return width >= Least ? width : 0;
    }
}
