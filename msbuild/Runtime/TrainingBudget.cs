using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch;

/// <summary>What a budget is counted in.</summary>
public enum BudgetUnit
{
    /// <summary>Wall-clock seconds of training.</summary>
    Seconds,

    /// <summary>Training tokens (or samples) that were reported with <see cref="Run.Step"/>.</summary>
    Tokens,

    /// <summary>Optimizer steps, one for each call of <see cref="Run.Step"/>.</summary>
    Steps,
}

/// <summary>How much training one experiment gets. Only experiments with the same budget can be compared.</summary>
/// <param name="Amount">How many of <paramref name="Unit"/>; more than zero.</param>
/// <param name="Unit">What is counted.</param>
public readonly partial record struct TrainingBudget(double Amount, BudgetUnit Unit)
{
    /// <summary>
    /// Reads a budget as a person writes it: <c>60 seconds</c>, <c>5 minutes</c>, <c>1.5 h</c>, <c>20 M tokens</c>,
    /// <c>2000 steps</c>. A bare number is seconds.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TrainingBudget budget)
    {
        budget = default;
        var match = Form().Match(text ?? "");
        if (!match.Success)
            return false;
        var scale = match.Groups["scale"].Value.ToUpperInvariant() switch
        {
            "K" => 1e3,
            "M" => 1e6,
            "G" or "B" => 1e9,
            _ => 1.0,
        };
        (double factor, BudgetUnit unit)? reading = match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "" or "s" or "sec" or "second" or "seconds" => (1.0, BudgetUnit.Seconds),
            "min" or "minute" or "minutes" => (60.0, BudgetUnit.Seconds),
            "h" or "hour" or "hours" => (3600.0, BudgetUnit.Seconds),
            "token" or "tokens" => (1.0, BudgetUnit.Tokens),
            "step" or "steps" => (1.0, BudgetUnit.Steps),
            _ => null,
        };
        if (reading is not { } found || (scale != 1.0 && found.unit == BudgetUnit.Seconds))
            return false;
        if (
            !double.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        )
            return false;
        var amount = number * scale * found.factor;
        if (amount is not (> 0 and < 1e15))
            return false;
        // Rounded to the 15 digits that are written: otherwise 1.1 h would not equal the budget that its text is read back as.
        budget = new TrainingBudget((double)(decimal)amount, found.unit);
        return true;
    }

    /// <summary>The budget in a form that <see cref="TryParse"/> reads back to the same value.</summary>
    public override string ToString()
    {
        var amount = Amount.ToString("0.############", CultureInfo.InvariantCulture);
        return Unit switch
        {
            BudgetUnit.Seconds => amount + " seconds",
            BudgetUnit.Tokens => amount + " tokens",
            _ => amount + " steps",
        };
    }

    [GeneratedRegex(
        @"^\s*(?<number>\d+(\.\d+)?)\s*((?<scale>[kKmMgGbB])(?=\s+tokens?|\s+steps?))?\s*(?<unit>[A-Za-z]*)\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
