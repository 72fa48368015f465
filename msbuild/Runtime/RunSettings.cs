using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AutoResearch;

/// <summary>What the harness has decided about a run before any code of the experiment is called.</summary>
/// <param name="Seed">Seeds every source of randomness. The harness picks it; Train.cs cannot.</param>
/// <param name="Budget">How much training there is.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c>, <c>cuda</c>, or one of several GPUs: <c>cuda:1</c>.</param>
public sealed partial record RunSettings(long Seed, TrainingBudget Budget, string Device)
{
    /// <summary>Whether a word names a device.</summary>
    internal static bool IsDevice([NotNullWhen(true)] string? word) => word is not null && DeviceName().IsMatch(word);

    [GeneratedRegex(@"\A(?:auto|cpu|cuda(?::(?:0|[1-9][0-9]?))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    internal RunClock Clock { get; init; } = new(Budget, _ => { });
}
