using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>How far an experiment's gains since the first baseline differ between the two splits.</summary>
/// <param name="Gap">
/// The relative change on the held-out split minus that on the validation split, signed so that more than 0 means that gains on validation
/// do not carry over. The scores themselves are never shown to a proposer.
/// </param>
internal sealed record DriftPoint(int Experiment, double Gap)
{
    /// <summary>One point for each experiment that was kept since the first baseline under the incumbent's conditions.</summary>
    /// <param name="heldOut">What kept experiments scored on the held-out split.</param>
    public static IReadOnlyList<DriftPoint> Of(
        IReadOnlyList<ExperimentRecord> records,
        IReadOnlyDictionary<int, double> heldOut,
        Direction direction
    )
    {
        if (
            records.FirstBaseline() is not { Metric: { } first } baseline
            || first == 0
            || !heldOut.TryGetValue(baseline.Number, out var firstHeldOut)
            || firstHeldOut == 0
        )
            return [];
        var sign = direction == Direction.Lower ? 1 : -1;
        return
        [
            .. records
                .Where(record =>
                    record.Number > baseline.Number
                    && record.Status.IsMerged()
                    && record.Conditions == baseline.Conditions
                    && record.Metric is not null
                    && heldOut.ContainsKey(record.Number)
                )
                .Select(record => new DriftPoint(
                    record.Number,
                    sign
                        * (
                            ((heldOut[record.Number] - firstHeldOut) / Math.Abs(firstHeldOut))
                            - ((record.Metric!.Value - first) / Math.Abs(first))
                        )
                )),
        ];
    }
}
