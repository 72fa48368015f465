using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary><c>held-out.tsv</c>: what kept experiments scored on the held-out split.</summary>
internal static class HeldOutTable
{
    public const string Header = "experiment\tscore\n";

    public static string Row(int experiment, double score) =>
        string.Create(CultureInfo.InvariantCulture, $"{experiment:0000}\t{score:R}\n");

    /// <summary>The scores by experiment; a line that cannot be read is left out.</summary>
    public static IReadOnlyDictionary<int, double> Parse(string text)
    {
        var scores = new Dictionary<int, double>();
        foreach (var line in text.Split('\n').Skip(1))
        {
            var cells = line.Split('\t');
            if (
                cells.Length == 2
                && int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var experiment)
                && double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
            )
            {
                scores[experiment] = score;
            }
        }

        return scores;
    }
}
