namespace AutoResearch.Research.Memory;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDiff
{
    // Cells of the table of the longest common subsequence: 4 MB. Beyond it, what lies between the common ends counts as replaced.
    private const int Cells = 4 << 20;

    /// <summary>Lines that went, with <c>-</c> before them, and lines that came, with <c>+</c>, in the order of the text.</summary>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var (from, to) = (Lines(before), Lines(after));
        var start = from.AsSpan().CommonPrefixLength(to);
        var end = 0;
        while (end < Math.Min(from.Length, to.Length) - start && from[^(end + 1)] == to[^(end + 1)])
            end++;
        var (went, came) = (from[start..^end], to[start..^end]);
        return (long)went.Length * came.Length <= Cells
            ? Aligned(went, came)
            : [.. went.Select(line => "-" + line), .. came.Select(line => "+" + line)];
    }

    private static List<string> Aligned(string[] went, string[] came)
    {
        // common[i, j]: the longest common subsequence of what follows line i and line j.
        var common = new int[went.Length + 1, came.Length + 1];
        for (var i = went.Length - 1; i >= 0; i--)
        {
            for (var j = came.Length - 1; j >= 0; j--)
                common[i, j] = went[i] == came[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        for (var (i, j) = (0, 0); i < went.Length || j < came.Length; )
        {
            if (i < went.Length && j < came.Length && went[i] == came[j])
                (i, j) = (i + 1, j + 1);
            else if (i < went.Length && (j == came.Length || common[i + 1, j] >= common[i, j + 1]))
                lines.Add("-" + went[i++]);
            else
                lines.Add("+" + came[j++]);
        }

        return lines;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
