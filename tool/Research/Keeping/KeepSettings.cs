namespace AutoResearch.Research.Keeping;

/// <summary>What program.md decides about comparing.</summary>
/// <param name="Runs">How often a candidate is run at most, and how often the first baseline is run. 1 is the plain rule: any better number
/// is kept.</param>
/// <param name="Confidence">How sure one has to be that what is kept is better: 0.95.</param>
/// <param name="TokenWorth">The gain, in units of the metric, that each token of code has to bring, and that leaving it out is
/// worth.</param>
internal sealed record KeepSettings(int Runs = 4, double Confidence = 0.95, double TokenWorth = 0);
