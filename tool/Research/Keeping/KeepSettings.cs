namespace AutoResearch.Research.Keeping;

/// <summary>What program.md decides about comparing.</summary>
/// <param name="Runs">How often a candidate is run at most, and the first baseline is. 1 is the plain rule: any better number is
/// kept.</param>
/// <param name="Confidence">How sure one has to be that what is kept is better: 0.95.</param>
/// <param name="TokenWorth">How much gain, in units of the metric, a token of code has to bring, and saves when it is left out.</param>
internal sealed record KeepSettings(int Runs = 4, double Confidence = 0.95, double TokenWorth = 0);
