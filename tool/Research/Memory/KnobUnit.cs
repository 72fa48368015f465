using System.Globalization;
using AutoResearch.Research.Search;
using MathNet.Numerics.Statistics;

namespace AutoResearch.Research.Memory;

/// <summary>What one turn of a knob is measured in: factors of 2, or steps of a size.</summary>
/// <param name="Step">The step; null for factors.</param>
internal readonly record struct KnobUnit(double? Step)
{
    // About a fifth, as log2: a knob that is turned in larger strides is measured in factors. Momentum, from 0.95 to 0.98, is not.
    private const double LeastLogarithm = 0.25;

    /// <summary>Factors where every value is more than 0 and the median turn is by a fifth or more, else steps as large as the median
    /// turn.</summary>
    public static KnobUnit Of(IReadOnlyList<KnobChange> turns) =>
        turns.All(turn => turn.From > 0 && turn.To > 0)
        && Statistics.Median(turns.Select(turn => Math.Abs(Math.Log2(turn.To / turn.From)))) >= LeastLogarithm
            ? new KnobUnit(null)
            : new KnobUnit(Statistics.Median(turns.Select(turn => Math.Abs(turn.To - turn.From))));

    /// <summary>How large a turn is, in this unit, whichever way it goes.</summary>
    public double Size(KnobChange turn) =>
        Step is { } step ? Math.Abs(turn.To - turn.From) / step : Math.Abs(Math.Log2(turn.To / turn.From));

    public override string ToString() => Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"{step:G3}") : "a factor 2";
}
