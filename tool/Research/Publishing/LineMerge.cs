using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoResearch.Research.Publishing;

/// <summary>Lines of one text that replace lines of another.</summary>
/// <param name="Start">The first replaced line, from 0; where none is replaced, the one that the added ones stand before.</param>
/// <param name="Removed">How many are replaced.</param>
/// <param name="AddedStart">The first added line in the other text, from 0.</param>
/// <param name="Added">How many are added.</param>
internal readonly record struct Hunk(int Start, int Removed, int AddedStart, int Added)
{
    public int End => Start + Removed;
}

/// <summary>
/// Merges two changes of one text line by line. git treats changes of neighbouring lines as a conflict; here only changes of the same lines
/// conflict. Each knob has a line of its own, and turning one has nothing to do with turning the next.
/// </summary>
internal static partial class LineMerge
{
    /// <summary>The hunks of a unified diff without context.</summary>
    public static IReadOnlyList<Hunk> Hunks(string patch) =>
        [
            .. Header()
                .Matches(patch)
                .Select(match =>
                {
                    var (start, removed) = (Number(match, 1), match.Groups[2].Success ? Number(match, 2) : 1);
                    var (addedStart, added) = (Number(match, 3), match.Groups[4].Success ? Number(match, 4) : 1);
                    // For an empty range, the diff names the line before it.
                    return new Hunk(removed > 0 ? start - 1 : start, removed, added > 0 ? addedStart - 1 : addedStart, added);
                }),
        ];

    /// <summary>Both changes together, or null where they change the same lines.</summary>
    /// <param name="ours">The hunks from <paramref name="ancestor"/> to <paramref name="our"/>.</param>
    /// <param name="theirs">The hunks from <paramref name="ancestor"/> to <paramref name="their"/>.</param>
    public static string? Merge(string ancestor, string our, IReadOnlyList<Hunk> ours, string their, IReadOnlyList<Hunk> theirs)
    {
        var (before, first, second) = (Lines(ancestor), Lines(our), Lines(their));
        if (ours.Any(left => theirs.Any(right => Collide(left, right))))
            return null;
        var merged = new StringBuilder(ancestor.Length);
        var next = 0;
        // An insertion comes before the change of the line that it stands before.
        foreach (
            var (hunk, lines) in ours.Select(hunk => (hunk, first))
                .Concat(theirs.Select(hunk => (hunk, second)))
                .OrderBy(entry => entry.hunk.Start)
                .ThenBy(entry => entry.hunk.Removed)
        )
        {
            Append(merged, before, next, hunk.Start);
            Append(merged, lines, hunk.AddedStart, hunk.AddedStart + hunk.Added);
            next = hunk.End;
        }

        Append(merged, before, next, before.Count);
        return merged.ToString();
    }

    private static bool Collide(Hunk left, Hunk right) =>
        (left.Start < right.End && right.Start < left.End) || (left.Start == right.Start && left.Removed == 0 && right.Removed == 0);

    private static void Append(StringBuilder text, List<string> lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            // The last line of a text may have no end; another one may come after it now.
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append(lines[i]);
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^@@ -([0-9]+)(?:,([0-9]+))? \+([0-9]+)(?:,([0-9]+))? @@", RegexOptions.Multiline)]
    private static partial Regex Header();
}
