namespace AutoResearch;

/// <summary>What the harness has decided about a run before any code of the experiment is called.</summary>
/// <param name="Seed">Seeds every source of randomness. The harness picks it; Train.cs cannot.</param>
/// <param name="Budget">How much training there is.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
public sealed record RunSettings(long Seed, TrainingBudget Budget, string Device)
{
    internal RunClock Clock { get; init; } = new(Budget, _ => { });
}
