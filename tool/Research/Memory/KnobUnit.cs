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
    /// <param name="turns">From numbers to numbers.</param>
    public static KnobUnit Of(IReadOnlyList<KnobChange> turns) =>
        turns.All(turn => turn.From.Number > 0 && turn.To.Number > 0) && Statistics.Median(turns.Select(Factors)) >= LeastLogarithm
            ? new KnobUnit(null)
            : new KnobUnit(Statistics.Median(turns.Select(Distance)));

    /// <summary>How large a turn is, in this unit, whichever way it goes.</summary>
    public double Size(KnobChange turn) => Step is { } step ? Distance(turn) / step : Factors(turn);

    private static double Distance(KnobChange turn) => Math.Abs(turn.To.Number!.Value - turn.From.Number!.Value);

    private static double Factors(KnobChange turn) => Math.Abs(Math.Log2(turn.To.Number!.Value / turn.From.Number!.Value));

    public override string ToString() => Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"{step:G3}") : "a factor 2";
}
