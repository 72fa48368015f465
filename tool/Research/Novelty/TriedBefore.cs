using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Novelty;

/// <summary>Which experiments had the same code.</summary>
internal static class TriedBefore
{
    /// <summary>
    /// The experiment that tried this code against the same incumbent: it ran after that became the incumbent, under the same conditions,
    /// and was judged or failed. One that was interrupted may be tried again, so its code is not recorded.
    /// </summary>
    /// <param name="code">Hash of the normal form.</param>
    public static ExperimentRecord? OnSameBaseline(IReadOnlyList<ExperimentRecord> records, ExperimentRecord incumbent, string code) =>
        Since(records, incumbent).LastOrDefault(record => record.Code == code);

    /// <summary>The experiments that were compared with this incumbent and came to an end, in order.</summary>
    public static IEnumerable<ExperimentRecord> Since(IReadOnlyList<ExperimentRecord> records, ExperimentRecord incumbent) =>
        records.Where(record =>
            record.Number > incumbent.Number
            && !record.IsBaseline
            && record.Status != ExperimentStatus.Interrupted
            && record.Conditions == incumbent.Conditions
        );
}
