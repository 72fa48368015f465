namespace AutoResearch.Research.Keeping;

/// <summary>What one training run scored.</summary>
/// <param name="Seed">The seed that the harness gave it.</param>
/// <param name="Score">The value of the metric.</param>
internal readonly record struct SeedScore(long Seed, double Score);
