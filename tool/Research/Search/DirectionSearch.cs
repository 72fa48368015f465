using System.Globalization;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>
/// Carries on what helped and turns back from what hurt: after a turn that was kept or scored better, further the same way with a longer
/// step; after one that hurt, the other way with a shorter one; between two sides that both hurt, towards the middle of the wider one. One
/// knob at a time, so a pattern search (Hooke and Jeeves 1961, doi:10.1145/321062.321069) that remembers each knob's step through the
/// ledger.
/// </summary>
internal sealed class DirectionSearch : ISearchStrategy
{
    private const double Growth = 1.6;
    private const double Shrink = 0.5;

    // As a fraction of the range: a knob whose next step would be shorter is settled.
    private const double Shortest = 0.02;

    // Two places that are less than this apart, as a fraction of the range, are the same.
    private const double Same = 1e-6;

    // The gain that is expected of one more turn, as a fraction of what the last one gained; and of turning back, as a fraction of what it
    // lost.
    private const double Further = 0.8;
    private const double Back = 0.3;

    // An expectation is multiplied by this for each experiment since: the rest of the program has changed.
    private const double Fading = 0.98;

    public string Name => "direction";

    public double ExpectedKept => 0.2;

    public Idea? Suggest(SearchState state)
    {
        var steps = state
            .Dials.Where(dial => !dial.IsChoice)
            .Select(dial => Next(state, dial))
            .OfType<Step>()
            .OrderByDescending(step => step.Promise);
        return steps.Select(step => state.Idea([step.Turn], step.Why)).FirstOrDefault(idea => idea is not null);
    }

    private static Step? Next(SearchState state, Dial dial)
    {
        var index = state.IndexOf(dial);
        var trials = state
            .TrialsOf(dial)
            .Where(trial =>
                (trial.Turned.Count == 1 || trial.Record.Status.IsMerged())
                && (trial.Gain is not null || trial.Failed || trial.Record.Status == ExperimentStatus.Stopped)
            )
            .ToList();
        if (trials.Count == 0)
            return null;
        var last = trials[^1];
        var length = last.After[index] - last.Before[index];
        if (
            length == 0
            || Wanted(last, length, Walls(trials, index, dial.Now)) is not { } wanted
            || Math.Abs(wanted) < Shortest
            || dial.Toward(dial.Now + wanted) is not { } value
        )
        {
            return null;
        }

        var age = state.Records.Count - last.Record.Number;
        return new Step(new Turn(dial, value), Promise(last, state) * Math.Pow(Fading, age), Because(state, trials, index, wanted));
    }

    // How far to go, with its sign, as a fraction of the range; null where it would be no more than noise.
    private static double? Wanted(KnobTrial last, double length, (Wall? Below, Wall? Above) walls)
    {
        var noise = last.Deviation ?? 0;
        if (walls is ({ Gain: { } lower } below, { Gain: { } upper } above))
        {
            // Three results on a line: the top of the parabola through them.
            var curvature = -((upper / above.Distance) + (lower / below.Distance)) / (above.Distance + below.Distance);
            var slope = (upper / above.Distance) + (curvature * above.Distance);
            return curvature > 0 && slope * slope / (4 * curvature) > noise / 2 ? slope / (2 * curvature) : null;
        }

        // A loss within the noise does not show the slope.
        if (!last.Helped && last.Gain > -noise)
            return null;
        var wanted = last.Helped ? length * Growth : -length * Shrink;
        var (ahead, behind) = wanted > 0 ? (walls.Above, walls.Below) : (walls.Below, walls.Above);
        if (ahead is null || Math.Abs(wanted) <= ahead.Distance * Shrink)
            return wanted;
        // There is a place ahead that is known to be worse: go no further than half-way there, or go the way that has more room.
        return last.Helped || (behind is not null && behind.Distance < ahead.Distance)
            ? Math.Sign(wanted) * ahead.Distance * Shrink
            : -Math.Sign(wanted) * Math.Min(Math.Abs(length), behind?.Distance ?? Math.Abs(length)) * Shrink;
    }

    // The nearest place on each side that is known to be worse than the present one.
    private static (Wall? Below, Wall? Above) Walls(IReadOnlyList<KnobTrial> trials, int dial, double now)
    {
        var worse = trials
            .Where(trial => trial.Turned.Count == 1)
            .Where(trial => trial.Record.Status.IsMerged() || (Math.Abs(trial.Before[dial] - now) < Same && !trial.Helped))
            .Select(trial =>
                trial.Record.Status.IsMerged() ? (Place: trial.Before[dial], Gain: -trial.Gain) : (Place: trial.After[dial], trial.Gain)
            )
            .Where(wall => Math.Abs(wall.Place - now) > Same)
            .ToList();
        return (Nearest(worse.Where(wall => wall.Place < now)), Nearest(worse.Where(wall => wall.Place > now)));

        Wall? Nearest(IEnumerable<(double Place, double? Gain)> walls) =>
            walls.Select(wall => new Wall(Math.Abs(wall.Place - now), wall.Gain)).MinBy(wall => wall.Distance);
    }

    private static double Promise(KnobTrial last, SearchState state)
    {
        var typical = Typical(state);
        return last.Gain switch
        {
            null => Back * typical,
            > 0 and var gain => (last.Record.Status.IsMerged() ? Further : Further / 2) * gain,
            // A loss shows the slope, but one of many times the usual size shows only that the turn went too far.
            var loss => Back * Math.Min(-loss.Value, 3 * typical),
        };
    }

    private static double Typical(SearchState state)
    {
        var sizes = state.Trials.Where(trial => trial.Gain is not null).Select(trial => Math.Abs(trial.Gain!.Value)).Order().ToList();
        return sizes.Count == 0 ? 0 : sizes[sizes.Count / 2];
    }

    private static string Because(SearchState state, List<KnobTrial> trials, int index, double wanted)
    {
        var last = trials[^1];
        var rose = last.After[index] > last.Before[index];
        var way = rose ? "raise" : "cut";
        var metric = state.Metric.Name;
        if (!last.Helped)
        {
            var result = last.Gain is { } loss ? $"worsened {metric} by {state.Amount(loss)}" : $"ended as {last.Record.Status.Name()}";
            return wanted > 0 == rose ? $"the last {way} {result}, so less far" : $"the last {way} {result}, so the other way";
        }

        var streak = trials
            .AsEnumerable()
            .Reverse()
            .TakeWhile(trial =>
                trial is { Helped: true, Gain: not null, Turned.Count: 1 } && trial.After[index] > trial.Before[index] == rose
            )
            .Take(3)
            .ToList();
        if (last.Gain is not { } gain)
            return $"the last {way} was kept";
        if (last.Turned.Count > 1)
            return $"the last {way}, with other knobs, improved {metric} by {state.Amount(gain)}";
        var gains = string.Join(" and ", streak.AsEnumerable().Reverse().Select(trial => state.Amount(trial.Gain!.Value)));
        return streak.Count == 1
            ? $"the last {way} improved {metric} by {gains}"
            : string.Create(CultureInfo.InvariantCulture, $"the last {streak.Count} {way}s improved {metric} by {gains}");
    }

    /// <summary>What a knob would do next.</summary>
    /// <param name="Promise">The gain that is expected, in units of the metric, for comparing with other knobs.</param>
    private sealed record Step(Turn Turn, double Promise, string Why);

    /// <summary>A place that is worse than the present one.</summary>
    /// <param name="Distance">As a fraction of the range.</param>
    /// <param name="Gain">Less than 0; null where it failed.</param>
    private sealed record Wall(double Distance, double? Gain);
}
