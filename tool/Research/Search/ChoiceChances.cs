namespace AutoResearch.Research.Search;

/// <summary>
/// How likely each alternative of a choice is drawn, learned from generations as population-based incremental learning does (Baluja 1994,
/// CMU-CS-94-163): a step towards what the better settings have, and never so far that one of them dies out.
/// </summary>
internal sealed class ChoiceChances
{
    private const double Rate = 0.3;
    private const double Least = 0.05;

    // Before anything was measured, the present one is the likelier.
    private const double Present = 0.5;

    private readonly double[] chances;

    /// <param name="start">Where it stood at first.</param>
    public ChoiceChances(Dial dial, double start)
    {
        Dial = dial;
        chances = [.. Enumerable.Repeat((1 - Present) / (dial.Knob.Alternatives!.Count - 1), dial.Knob.Alternatives.Count)];
        chances[Index(start)] = Present;
    }

    public Dial Dial { get; }

    /// <param name="better">Where it stood in the better settings of a generation.</param>
    public void Learn(IReadOnlyList<double> better)
    {
        for (var i = 0; i < chances.Length; i++)
        {
            var share = better.Count(place => Index(place) == i) / (double)Math.Max(1, better.Count);
            chances[i] = Math.Max(Least, ((1 - Rate) * chances[i]) + (Rate * share));
        }

        var sum = chances.Sum();
        for (var i = 0; i < chances.Length; i++)
            chances[i] /= sum;
    }

    /// <summary>The place of an alternative.</summary>
    public double Draw(Random random)
    {
        var left = random.NextDouble();
        var drawn = Array.FindIndex(chances, chance => (left -= chance) < 0);
        return Dial.Place(drawn < 0 ? chances.Length - 1 : drawn);
    }

    private int Index(double place) => (int)Dial.At(place);
}
