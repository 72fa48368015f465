namespace AutoResearch.Research.Keeping;

/// <summary>What one training run scored.</summary>
/// <param name="Seed">The seed that the harness gave it.</param>
/// <param name="Score">The value of the metric.</param>
/// <param name="Pace">The machine's pace meanwhile, as a fraction of its usual one; null where nobody measured it.</param>
internal readonly record struct SeedScore(long Seed, double Score, double? Pace = null);
