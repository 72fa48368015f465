using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>A discarded change that was better than its incumbent with a confidence of 75 % or more: worth combining with another
/// one.</summary>
/// <param name="Gain">In units of the metric, more than 0.</param>
internal sealed record NearMiss(ExperimentRecord Record, double Gain);
