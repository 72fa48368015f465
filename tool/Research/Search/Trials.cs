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
        var places = dials.Select(dial => dial.Now).ToArray();
        // How much better what stood there was than what stands now.
        var height = 0.0;
        var trials = new List<KnobTrial>();
        foreach (var record in records.Reverse())
        {
            // A knob that the source no longer has tells nothing.
            var changes = record
                .Knobs.Where(change => index.ContainsKey(change.Name))
                .Select(change => (Dial: index[change.Name], From: Means(change, change.From), To: Means(change, change.To)))
                .Where(change => change is { From: not null, To: not null })
                .Select(change => (change.Dial, From: change.From!.Value, To: change.To!.Value))
                .ToList();
            if (changes.Count == 0)
                continue;
            var after = places.ToArray();
            var before = places.ToArray();
            foreach (var (dial, from, to) in changes)
                (before[dial], after[dial]) = (dials[dial].Place(from), dials[dial].Place(to));
            var gain = Gain(record, direction);
            if (record.Status.IsMerged())
                (places, height) = (before, height - (gain ?? 0));
            if (record.Conditions.Lock == conditions.Lock)
            {
                trials.Add(
                    new KnobTrial(
                        record,
                        before,
                        after,
                        [.. changes.Select(change => change.Dial)],
                        gain,
                        height + gain,
                        Deviation(record),
                        record.Conditions == conditions ? 1 : WeightOfOtherConditions
                    )
                );
            }
        }

        trials.Reverse();
        return trials;

        // An alternative that the source no longer has tells nothing either.
        double? Means(KnobChange change, KnobValue said) => dials[index[change.Name]].Knob.Means(said);
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
