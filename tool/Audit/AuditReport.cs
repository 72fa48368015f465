using AutoResearch.Research.Ledger;

namespace AutoResearch.Audit;

/// <summary>Something a person may want to know that is no disagreement.</summary>
internal sealed record AuditNote(int? Experiment, string Text)
{
    public override string ToString() => Experiment is { } number ? FormattableString.Invariant($"experiment {number:0000}: {Text}") : Text;
}

/// <summary>A score that was measured once more.</summary>
internal sealed record ReproducedScore(int Experiment, string Metric, double Recorded, double Reproduced);

/// <summary>What an audit found; it agrees when there are no findings.</summary>
/// <param name="Experiments">How many were looked at.</param>
internal sealed record AuditReport(
    int Experiments,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<AuditNote> Notes,
    IReadOnlyList<ReproducedScore> Scores
)
{
    public bool Agrees => Findings.Count == 0;
}
