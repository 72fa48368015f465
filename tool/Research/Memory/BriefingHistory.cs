using System.Globalization;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Research.Memory;

/// <summary>What the ledger says to whoever proposes next, one line per experiment. Descriptions and reasons are quoted: others wrote
/// them.</summary>
/// <param name="records">Every experiment so far, in order.</param>
internal sealed class BriefingHistory(IReadOnlyList<ExperimentRecord> records)
{
    private const int QuoteLimit = 160;
    private const int NamedKnobs = 4;

    private readonly List<ExperimentRecord> candidates = [.. records.Where(record => !record.IsBaseline)];

    /// <summary>Every candidate, the newest last.</summary>
    public IReadOnlyList<ExperimentRecord> All => candidates;

    /// <summary>Candidates that never got as far as a score, the newest last.</summary>
    public IReadOnlyList<ExperimentRecord> Failures => [.. candidates.Where(IsFailure)];

    /// <summary>What to do after failures of one kind in a row; null where there were none.</summary>
    public string? Hint =>
        FailureStreak.Of(candidates.Select(record => record.Status)) is { IsTooLong: true } streak
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The last {streak.Length} experiments all ended as {streak.Kind}: propose something of another kind."
            )
            : null;

    /// <summary>How the candidates ended, in one line.</summary>
    public string Counts =>
        candidates.Count == 0
            ? "none yet"
            : string.Join(
                ", ",
                candidates
                    .CountByStatus()
                    .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count} {group.Status.Name()}"))
            );

    /// <summary>What was tried, and what became of it.</summary>
    public static string Line(ExperimentRecord record) =>
        $"{Head(record)}{Knobs(record)}; {UntrustedText.Quote(record.Reason, QuoteLimit)}";

    /// <summary>What failed, and why.</summary>
    public static string Failure(ExperimentRecord record) => $"{Head(record)}: {UntrustedText.Quote(record.Reason, 2 * QuoteLimit)}";

    private static bool IsFailure(ExperimentRecord record) =>
        record.Status is not (ExperimentStatus.Interrupted or ExperimentStatus.Stopped) && !record.Status.IsJudged();

    private static string Head(ExperimentRecord record)
    {
        var score = record.Metric is { } value
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" {value:G6}{(record.Change is { } change ? $" ({100 * change:+0.00;-0.00;0.00} %)" : "")}"
            )
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"- {record.Number:0000} {record.Status.Name()}{score} {UntrustedText.Quote(record.Description, QuoteLimit)}"
        );
    }

    private static string Knobs(ExperimentRecord record) =>
        record.Knobs.Count == 0
            ? ""
            : ", knobs "
                + string.Join(" ", record.Knobs.Take(NamedKnobs).Select(knob => UntrustedText.Quote(knob.ToString(), 80).Trim('"')))
                + (record.Knobs.Count > NamedKnobs ? " …" : "");
}
