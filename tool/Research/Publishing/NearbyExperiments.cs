using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Publishing;

/// <summary>What else was tried near an experiment and not kept. It shows a reviewer how many attempts the kept idea was picked
/// from.</summary>
internal static class NearbyExperiments
{
    public const int Limit = 10;

    /// <summary>
    /// The experiments before it under the same lock and budget. Those that turned one of its knobs are taken first, then the others, and
    /// the latest first of each. At most <see cref="Limit"/>, in the order they were run.
    /// </summary>
    public static IReadOnlyList<ExperimentRecord> Of(IReadOnlyList<ExperimentRecord> records, ExperimentRecord kept)
    {
        var knobs = kept.Knobs.Select(knob => knob.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. records
                .Take(kept.Number - 1)
                .Where(record =>
                    !record.IsBaseline
                    && !record.Status.IsMerged()
                    && record.Status != ExperimentStatus.Interrupted
                    && record.Conditions.Lock == kept.Conditions.Lock
                    && record.Conditions.Budget == kept.Conditions.Budget
                )
                .OrderByDescending(record => record.Knobs.Any(knob => knobs.Contains(knob.Name)))
                .ThenByDescending(record => record.Number)
                .Take(Limit)
                .OrderBy(record => record.Number),
        ];
    }
}
