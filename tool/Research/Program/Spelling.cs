namespace AutoResearch.Research.Program;

/// <summary>Guesses what a person meant to write.</summary>
internal static class Spelling
{
    private const int MostMistakes = 2;

    /// <summary>The name that a word misses by a letter or two; null when no name is that near.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) =>
        names
            .Where(name => Math.Abs(name.Length - word.Length) <= MostMistakes)
            .Select(name => (Name: name, Mistakes: Distance(name.ToLowerInvariant(), word.ToLowerInvariant())))
            // In a short word, two letters are half of it.
            .Where(guess => guess.Mistakes <= Math.Min(MostMistakes, guess.Name.Length / 4))
            .OrderBy(guess => guess.Mistakes)
            .Select(guess => guess.Name)
            .FirstOrDefault();

    /// <summary>How many letters have to be put in, taken out or replaced (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
