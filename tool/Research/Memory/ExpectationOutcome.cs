using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Memory;

/// <summary>What was expected of an experiment, and what came.</summary>
/// <param name="Gain">By how much it scored better than its incumbent, in units of the metric; less than 0 is worse.</param>
/// <param name="Deviation">The standard deviation of what is measured around what was expected, in units of the metric: that of the
/// expectation and the standard error of the measured gain together.</param>
internal sealed record ExpectationOutcome(ExperimentRecord Record, Expectation Expectation, double Gain, double Deviation)
{
    /// <summary>What came less what was expected, in units of the metric.</summary>
    public double Surplus => Gain - Expectation.Gain;

    /// <summary>Whether what came lies within so many standard deviations of what was expected.</summary>
    public bool IsWithin(double deviations) => Math.Abs(Surplus) <= deviations * Deviation;

    /// <summary>Null where nothing was expected in numbers, or the experiment was not judged.</summary>
    public static ExpectationOutcome? Of(ExperimentRecord record, Direction direction) =>
        record.Origin.Expectation is { } expectation
        && record.Status.IsJudged()
        && Gains.Of(record, direction) is { } gain
        && double.IsFinite(gain)
            ? new ExpectationOutcome(record, expectation, gain, double.Hypot(expectation.Deviation, Gains.Error(record) ?? 0))
            : null;
}
