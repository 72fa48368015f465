using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>A verdict.</summary>
/// <param name="Reason">One sentence with the numbers that it rests on.</param>
/// <param name="Confidence">How sure it is that the candidate is better: 1 - p at the last look; null where none was computed.</param>
internal sealed record Decision(ExperimentStatus Status, string Reason, double? Confidence = null);
