using System.Globalization;

namespace AutoResearch.Research;

/// <summary>What the rule is told of a candidate that was measured.</summary>
/// <param name="Value">The candidate's score.</param>
/// <param name="Incumbent">The incumbent's score under the same conditions and seed; null for a baseline.</param>
/// <param name="Direction">Which way is better.</param>
internal sealed record Measurement(double Value, double? Incumbent, Direction Direction);

/// <summary>What the rule answers.</summary>
internal sealed record Decision(ExperimentStatus Status, string Reason);

/// <summary>
/// Whether a measured candidate replaces the incumbent. A pure function of numbers.
/// The rule so far is the plain comparison on one common seed: strictly better is kept.
/// </summary>
internal static class KeepRule
{
    public static Decision Decide(Measurement measurement)
    {
        var (value, incumbent, direction) = measurement;
        // NaN compares false with everything: it must never come near a comparison.
        if (!double.IsFinite(value))
            return new Decision(ExperimentStatus.Diverged, $"the score is {Text(value)}");
        if (incumbent is not { } reference)
            return new Decision(ExperimentStatus.Kept, $"baseline: {Text(value)}");
        var comparison = $"{Text(value)} against {Text(reference)} ({Percent(value, reference)}) on one seed";
        if (value == reference)
            return new Decision(ExperimentStatus.Discarded, $"no difference: {comparison}");
        return IsBetter(value, reference, direction)
            ? new Decision(ExperimentStatus.Kept, $"better: {comparison}")
            : new Decision(ExperimentStatus.Discarded, $"worse: {comparison}");
    }

    /// <summary>Strictly better; false for NaN on either side.</summary>
    public static bool IsBetter(double value, double reference, Direction direction) =>
        direction == Direction.Lower ? value < reference : value > reference;

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Percent(double value, double reference) =>
        reference == 0 ? "from 0" : (100 * (value - reference) / Math.Abs(reference)).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %";
}
