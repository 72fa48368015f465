using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Novelty;

/// <summary>An earlier experiment that is like another one.</summary>
/// <param name="Likeness">In what they are alike, as a part of a sentence.</param>
internal sealed record Neighbour(ExperimentRecord Record, string Likeness)
{
    /// <summary>One line with its outcome: <c>0012 "Raise MatrixRate" (turned MatrixRate, too): discarded, 2.0100 against
    /// 2.0000</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Record.Number:0000} {UntrustedText.Quote(Record.Description, 120)} ({Likeness}): {Outcome(Record)}");

    /// <summary>How an experiment ended, with its numbers.</summary>
    public static string Outcome(ExperimentRecord record) =>
        record is { Metric: { } metric, Incumbent: { } incumbent }
            ? FormattableString.Invariant($"{record.Status.Name()}, {metric:0.0000} against {incumbent:0.0000}")
            : record.Status.Name();
}
