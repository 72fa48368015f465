namespace AutoResearch.Proposers.Models;

/// <summary>Where a search that found nothing may have been meant to find something.</summary>
internal static class NearestLine
{
    // Below this two lines have little more in common than the language.
    private const double Similar = 0.5;

    /// <summary>A sentence for whoever searched.</summary>
    public static string Hint(IReadOnlyList<string> lines, IReadOnlyList<string> search)
    {
        var known = lines.Select(line => line.Trim()).ToHashSet();
        var strange = search.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line) && !known.Contains(line.Trim()));
        if (strange is null)
            return "Each of its lines is in the file, but not in this order or with other indentation: copy "
                + "consecutive lines exactly as they are.";
        var (line, index, likeness) = lines
            .Select((line, index) => (Line: line, Index: index, Likeness: Likeness(line.Trim(), strange.Trim())))
            .DefaultIfEmpty((Line: "", Index: 0, Likeness: 0))
            .MaxBy(candidate => candidate.Likeness);
        return likeness >= Similar
            ? $"The line\n{strange}\nis not there; line {index + 1} of the file is nearest:\n{line}"
            : $"The line\n{strange}\nis not there, nor one like it: copy the lines exactly as they are in the file.";
    }

    /// <summary>Sørensen and Dice's coefficient over pairs of neighbouring characters: 0 for nothing in common, 1 for equal.</summary>
    private static double Likeness(string left, string right)
    {
        if (left.Length < 2 || right.Length < 2)
            return left == right ? 1 : 0;
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < left.Length; i++)
            pairs[(left[i - 1], left[i])] = pairs.GetValueOrDefault((left[i - 1], left[i])) + 1;
        var common = 0;
        for (var i = 1; i < right.Length; i++)
        {
            var pair = (right[i - 1], right[i]);
            if (pairs.GetValueOrDefault(pair) is var unmatched and > 0)
            {
                pairs[pair] = unmatched - 1;
                common++;
            }
        }

        return 2.0 * common / (left.Length + right.Length - 2);
    }
}
