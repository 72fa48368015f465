using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>
/// What is better than the incumbent that it began from, when another one took that incumbent's place meanwhile. How the two changes go
/// together was not measured, so it is not merged: its change is tried again on top of the new incumbent.
/// </summary>
internal static class Overtaken
{
    private const string Begins = "overtaken: ";

    /// <summary>Whether the incumbent that an experiment was compared with is not the one that stands now.</summary>
    /// <param name="records">The ledger up to the experiment.</param>
    public static bool IsOvertaken(ExperimentRecord record, IReadOnlyList<ExperimentRecord> records) =>
        !record.IsBaseline && record.Status.IsMerged() && records.Incumbent() is { } incumbent && incumbent.Number > record.Seen;

    /// <summary>The experiment as the ledger holds it.</summary>
    public static ExperimentRecord Of(ExperimentRecord record, ExperimentRecord incumbent) =>
        record with
        {
            Status = ExperimentStatus.Discarded,
            Reason =
                FormattableString.Invariant(
                    $"{Begins}{record.Reason}; but experiment {incumbent.Number:0000} became the incumbent meanwhile, and the change has "
                ) + "to be better than that one, too",
            Weights = null,
        };

    /// <summary>Whether an experiment in the ledger was overtaken.</summary>
    public static bool Is(ExperimentRecord record) =>
        record is { Status: ExperimentStatus.Discarded, Unseen: > 0 } && record.Reason.StartsWith(Begins, StringComparison.Ordinal);
}
