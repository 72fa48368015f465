using System.Globalization;
using AutoResearch.Research.Keeping;

namespace AutoResearch.Research.Memory;

/// <summary>What the expectations of one proposer, or of all together, were worth.</summary>
/// <param name="Proposer">Its name; empty for all together.</param>
/// <param name="Count">Expectations whose experiment was judged.</param>
/// <param name="Unscored">Expectations whose experiment gave no score: it broke, or was stopped early.</param>
/// <param name="Expected">The mean of the gains that were expected, in units of the metric; more than 0 is better.</param>
/// <param name="Came">The mean of the gains that were measured, in units of the metric.</param>
/// <param name="Error">The standard error of the difference between the two means, in units of the metric; null of fewer than two.</param>
/// <param name="WithinOne">Outcomes within one standard deviation of what was expected.</param>
/// <param name="WithinTwo">Outcomes within two.</param>
internal sealed record Calibration(
    string Proposer,
    int Count,
    int Unscored,
    double Expected,
    double Came,
    double? Error,
    int WithinOne,
    int WithinTwo
)
{
    /// <summary>The fewest outcomes that a verdict rests on.</summary>
    public const int Enough = 10;

    /// <summary>The part of a normal distribution within one standard deviation of its mean.</summary>
    public const double NormalWithinOne = 0.6827;

    /// <summary>The part within two.</summary>
    public const double NormalWithinTwo = 0.9545;

    // As many standard errors as chance reaches once in twenty times.
    private const double Clear = 1.959964;

    public Sureness Sureness =>
        Count < Enough ? Sureness.Unknown
        : Excess(WithinOne, NormalWithinOne) < -Clear || Excess(WithinTwo, NormalWithinTwo) < -Clear ? Sureness.TooSure
        : Excess(WithinOne, NormalWithinOne) > Clear ? Sureness.TooWide
        : Sureness.AboutRight;

    /// <summary>Whether what came differs from what was expected, on average, by more than chance does.</summary>
    public bool IsBiased => Count >= Enough && Math.Abs(Came - Expected) > Clear * (Error ?? double.PositiveInfinity);

    /// <summary>What follows, as the end of a sentence that begins with the expectations; null where there are too few to say.</summary>
    public string? Verdict =>
        Sureness switch
        {
            Sureness.Unknown => null,
            Sureness.TooSure => "too sure" + Bias(),
            Sureness.TooWide => "too wide" + Bias(),
            _ => "about right" + Bias(),
        };

    /// <param name="unscored">Expectations whose experiment gave no score.</param>
    public static Calibration Of(string proposer, IReadOnlyCollection<ExpectationOutcome> outcomes, int unscored) =>
        new(
            proposer,
            outcomes.Count,
            unscored,
            outcomes.Count == 0 ? 0 : outcomes.Average(outcome => outcome.Expectation.Gain),
            outcomes.Count == 0 ? 0 : outcomes.Average(outcome => outcome.Gain),
            Spread.Of([.. outcomes.Select(outcome => outcome.Surplus)]) / Math.Sqrt(outcomes.Count),
            outcomes.Count(outcome => outcome.IsWithin(1)),
            outcomes.Count(outcome => outcome.IsWithin(2))
        );

    // By how many standard errors a part of the outcomes exceeds a normal distribution's.
    private double Excess(int within, double part) => (within - (Count * part)) / Math.Sqrt(Count * part * (1 - part));

    private string Bias() =>
        !IsBiased ? ""
        : Expected <= 0 ? $"; what came was {(Came > Expected ? "better" : "worse")} than expected"
        : Came <= 0 ? "; gains were promised and did not come"
        : Came < Expected ? $"; gains were promised {Times(Expected / Came)} times larger than they came"
        : $"; gains came {Times(Came / Expected)} times larger than promised";

    private static string Times(double ratio) => ratio.ToString(ratio < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
