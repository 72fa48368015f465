using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>Discarded, but better than its incumbent by more than half of what chance does: worth combining with another one.</summary>
/// <param name="Gain">In units of the metric, more than 0.</param>
internal sealed record NearMiss(ExperimentRecord Record, double Gain);
