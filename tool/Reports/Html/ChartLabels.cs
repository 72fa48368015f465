namespace AutoResearch.Reports.Html;

/// <summary>Finds room for the names of the points of the progress chart.</summary>
internal sealed class ChartLabels(double left)
{
    /// <summary>In pixels, as all here.</summary>
    public const double LineHeight = 12;

    private const double LetterWidth = 5.9;
    private const double Gap = 9;
    private const int MostLetters = 46;

    private readonly List<(double From, double To, double Y)> taken = [];

    /// <summary>
    /// The longest name that fits to the left of a point. Nothing else is drawn there, because no earlier experiment was better. Null
    /// where none fits.
    /// </summary>
    /// <param name="names">The longest first.</param>
    public string? Place(double x, double y, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var letters = Math.Min(Math.Min(name.Length, MostLetters), (int)((x - Gap - left) / LetterWidth));
            // Half a word says less than the number alone.
            if (letters < Math.Min(name.Length, 16))
                continue;
            var (from, to) = (x - Gap - (letters * LetterWidth), x - Gap);
            if (taken.Exists(other => other.From < to && from < other.To && Math.Abs(other.Y - y) < LineHeight))
                continue;
            taken.Add((from, x + Gap, y));
            return letters < name.Length ? string.Concat(name.AsSpan(0, letters - 1).TrimEnd(), "…") : name;
        }

        return null;
    }
}
