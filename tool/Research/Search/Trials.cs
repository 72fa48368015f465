using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>
/// Finds the trials of a ledger. Its rows say how a candidate's knobs differ from its parent's; where a parent's stood follows from the
/// present values, walking back along what was merged since. So does how much better or worse it was than what stands now: what was merged
/// and turned no knob is in all of them alike.
/// </summary>
internal static class Trials
{
    // Another budget or device moves the optimum, but not far: which way to turn a knob mostly stays the same. Another lock is another
    // question.
    private const double WeightOfOtherConditions = 0.25;

    /// <summary>The trials in order, the oldest first.</summary>
    /// <param name="dials">The knobs with the values that they have now.</param>
    public static IReadOnlyList<KnobTrial> Of(
        IReadOnlyList<ExperimentRecord> records,
        IReadOnlyList<Dial> dials,
        Conditions conditions,
        Direction direction
    )
    {
        var index = dials.Select((dial, i) => (dial.Name, i)).ToDictionary(entry => entry.Name, entry => entry.i);
        var turns = records.Select(record => (Record: record, Turns: TurnsOf(record))).Where(row => row.Turns.Count > 0).ToList();
        // What stood before each merged change, the latest first, and how much better that was than what stands now.
        var stood = new List<(int Before, double[] Places, double Height)>();
        var (places, height) = (dials.Select(dial => dial.Now).ToArray(), 0.0);
        foreach (var (record, turned) in turns.Where(row => row.Record.Status.IsMerged()).Reverse())
        {
            places = places.ToArray();
            foreach (var (dial, from, _) in turned)
                places[dial] = from;
            height -= Gain(record, direction) ?? 0;
            stood.Add((record.Number, places, height));
        }

        stood.Reverse();
        var now = (Before: int.MaxValue, Places: dials.Select(dial => dial.Now).ToArray(), Height: 0.0);
        return
        [
            .. turns
                .Where(row => row.Record.Conditions.Lock == conditions.Lock)
                .Select(row => Trial(row.Record, row.Turns, stood.FirstOrDefault(state => state.Before > row.Record.Seen, now))),
        ];

        // A knob that the source no longer has tells nothing, and neither does an alternative.
        IReadOnlyList<(int Dial, double From, double To)> TurnsOf(ExperimentRecord record) =>
            [
                .. record
                    .Knobs.Where(change => index.ContainsKey(change.Name))
                    .Select(change => (Dial: dials[index[change.Name]], change.From, change.To))
                    .Select(turn => (turn.Dial, From: turn.Dial.Knob.Means(turn.From), To: turn.Dial.Knob.Means(turn.To)))
                    .Where(turn => turn is { From: not null, To: not null })
                    .Select(turn => (index[turn.Dial.Name], turn.Dial.Place(turn.From!.Value), turn.Dial.Place(turn.To!.Value))),
            ];

        KnobTrial Trial(
            ExperimentRecord record,
            IReadOnlyList<(int Dial, double From, double To)> turned,
            (int Before, double[] Places, double Height) state
        )
        {
            var (before, after) = (state.Places.ToArray(), state.Places.ToArray());
            foreach (var (dial, from, to) in turned)
                (before[dial], after[dial]) = (from, to);
            var gain = Gain(record, direction);
            return new KnobTrial(
                record,
                before,
                after,
                [.. turned.Select(turn => turn.Dial)],
                gain,
                state.Height + gain,
                Deviation(record),
                record.Conditions == conditions ? 1 : WeightOfOtherConditions
            );
        }
    }

    private static double? Gain(ExperimentRecord record, Direction direction) =>
        record.Status.IsJudged() && record is { Metric: { } metric, Incumbent: { } incumbent }
            ? direction == Direction.Lower
                ? incumbent - metric
                : metric - incumbent
            : null;

    // The standard deviation of the difference of two means; the incumbent's has at least as many runs.
    private static double? Deviation(ExperimentRecord record) => record.Noise * Math.Sqrt(2.0 / Math.Max(1, record.Scores.Count));
}
