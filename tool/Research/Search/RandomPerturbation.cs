namespace AutoResearch.Research.Search;

/// <summary>
/// Turns one knob, sometimes two or three, by a random distance: log-uniform, so that small and large steps are as likely as each other
/// (the mutation of evolution strategies with self-adapted steps, without the adaptation).
/// </summary>
internal sealed class RandomPerturbation : ISearchStrategy
{
    // As fractions of the range: a shorter turn does not show in the noise, a longer one mostly breaks.
    private const double Nearest = 0.06;
    private const double Furthest = 0.4;

    // While little is known, one knob at a time and no further than this: what a person would try first.
    private const int FirstSteps = 8;
    private const double FurthestAtFirst = 0.2;

    private const double OneKnob = 0.75;
    private const double AtMostTwo = 0.94;

    // This many draws are made with one number of knobs before more are turned at once.
    private const int DrawsOfOneSize = 40;
    private const int MostKnobs = 6;

    public string Name => "random";

    public double ExpectedKept => 0.12;

    public Idea? Suggest(SearchState state)
    {
        if (state.Dials.Count == 0)
            return null;
        var wanted = state.Random.NextDouble() switch
        {
            < OneKnob => 1,
            < AtMostTwo => 2,
            _ => 3,
        };
        var furthest = Furthest;
        if (state.Trials.Count < FirstSteps)
            (wanted, furthest) = (1, FurthestAtFirst);
        for (var count = Math.Min(wanted, state.Dials.Count); count <= Math.Min(MostKnobs, state.Dials.Count); count++)
        {
            for (var draw = 0; draw < DrawsOfOneSize; draw++)
            {
                var turns = Draw(state, count, furthest);
                if (state.Idea(turns, Why(state, turns)) is { } idea)
                    return idea;
            }
        }

        return Last(state);
    }

    // Turns this many different dials; fewer where one cannot be turned.
    private static IReadOnlyList<Turn> Draw(SearchState state, int count, double furthest)
    {
        var dials = state.Dials.ToArray();
        state.Random.Shuffle(dials);
        return [.. dials.Take(count).Select(dial => Draw(dial, state.Random, furthest)).OfType<Turn>()];
    }

    private static Turn? Draw(Dial dial, Random random, double furthest)
    {
        if (dial.IsChoice)
            return new Turn(dial, dial.At(dial.Near(dial.Now, furthest, random)));
        var distance = Nearest * Math.Pow(furthest / Nearest, random.NextDouble());
        // At an end of the range there is one way only.
        var sign = random.Next(2) == 0 ? 1 : -1;
        return (dial.Toward(dial.Now + (sign * distance)) ?? dial.Toward(dial.Now - (sign * distance))) is { } value
            ? new Turn(dial, value)
            : null;
    }

    // When draws find nothing more, the few values that are left are tried in order.
    private static Idea? Last(SearchState state) =>
        state
            .Dials.SelectMany(dial =>
                Enumerable
                    .Range(0, 101)
                    .Select(percent => dial.Toward(percent / 100.0))
                    .OfType<double>()
                    .Distinct()
                    .Select(value => new Turn(dial, value))
            )
            .Select(turn => state.Idea([turn], Why(state, [turn])))
            .FirstOrDefault(idea => idea is not null);

    private static string Why(SearchState state, IReadOnlyList<Turn> turns)
    {
        if (turns.Count > 1)
            return "a random step in several knobs at once";
        var earlier = turns.SelectMany(turn => state.TrialsOf(turn.Dial)).ToList();
        return earlier.Count switch
        {
            0 => "a random step; it was not turned yet",
            1 => $"a random step; {(earlier[0].Helped ? "the one turn before helped" : "the one turn before did not help")}",
            var count => $"a random step; {earlier.Count(trial => trial.Helped)} of {count} turns before helped",
        };
    }
}
