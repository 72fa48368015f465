namespace AutoResearch.Research.Search;

/// <summary>Several turns that are made together.</summary>
internal static class Combination
{
    // As a fraction of the range: a shorter turn does not show in the noise.
    private const double Shortest = 0.03;

    // More would be no change that a person could follow.
    private const int Most = 6;

    /// <summary>The turns that lead from what stands now to about these places; what would hardly move stays.</summary>
    public static IReadOnlyList<Turn> Between(IReadOnlyList<Dial> dials, IReadOnlyList<double> places) =>
        [
            .. dials
                .Zip(places)
                .Where(pair => IsFar(pair.First, pair.Second))
                .Select(pair => pair.First.Toward(pair.Second) is { } value ? new Turn(pair.First, value) : (Turn?)null)
                .OfType<Turn>(),
        ];

    /// <summary>About where <see cref="Between"/> leads, without the cost of finding values that a person would write.</summary>
    public static double[] Rough(IReadOnlyList<Dial> dials, IReadOnlyList<double> places) =>
        [
            .. dials
                .Zip(places)
                .Select(pair =>
                    IsFar(pair.First, pair.Second)
                        ? pair.First.Cell > 0
                            ? pair.First.Place(pair.First.At(pair.Second))
                            : pair.Second
                        : pair.First.Now
                ),
        ];

    private static bool IsFar(Dial dial, double place) => Math.Abs(place - dial.Now) >= Math.Max(Shortest, dial.Cell / 2);

    /// <summary>Where all dials stand after these turns.</summary>
    public static double[] Places(IReadOnlyList<Dial> dials, IReadOnlyList<Turn> turns)
    {
        var to = turns.ToDictionary(turn => turn.Dial.Name, turn => turn.Dial.Place(turn.To));
        return [.. dials.Select(dial => to.GetValueOrDefault(dial.Name, dial.Now))];
    }

    /// <summary>Takes back, one after the other, the turn that is missed least: as long as nothing is lost, and until few are
    /// left.</summary>
    /// <param name="promise">How good turns are; more is better.</param>
    public static IReadOnlyList<Turn> WithoutIdle(IReadOnlyList<Turn> turns, Func<IReadOnlyList<Turn>, double> promise)
    {
        var now = promise(turns);
        while (turns.Count > 1)
        {
            var (fewer, left) = turns
                .Select(turn => turns.Where(other => other != turn).ToList())
                .Select(rest => (Turns: rest, Promise: promise(rest)))
                .MaxBy(rest => rest.Promise);
            if (left < now && turns.Count <= Most)
                break;
            (turns, now) = (fewer, left);
        }

        return turns;
    }
}
