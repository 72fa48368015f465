using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Research.Program;

/// <summary>What program.md can limit.</summary>
internal enum LimitedQuantity
{
    PeakMemory,
    Parameters,
    TrainingTokens,
    CodeTokens,
}

/// <summary>
/// A limit from program.md: <c>Limit: peak memory 2 GB (hard)</c>. What exceeds a hard limit is rejected; what exceeds a soft one, the
/// default, is only reported.
/// </summary>
/// <param name="Amount">In bytes for memory; a count for the others.</param>
internal sealed partial record Limit(LimitedQuantity Quantity, double Amount, bool IsHard)
{
    public const string Examples = "'peak memory 2 GB (hard)', 'parameters 10 M', 'training tokens 50 M' or 'code tokens 6000 (hard)'";

    private static readonly Dictionary<string, LimitedQuantity> Quantities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["peak memory"] = LimitedQuantity.PeakMemory,
        ["parameters"] = LimitedQuantity.Parameters,
        ["training tokens"] = LimitedQuantity.TrainingTokens,
        ["code tokens"] = LimitedQuantity.CodeTokens,
    };

    // As people count memory: powers of two, whatever they call them.
    private static readonly Dictionary<string, double> Bytes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MB"] = 1 << 20,
        ["MiB"] = 1 << 20,
        ["GB"] = 1 << 30,
        ["GiB"] = 1 << 30,
    };

    private static readonly Dictionary<string, double> Counts = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["K"] = 1e3,
        ["M"] = 1e6,
        ["B"] = 1e9,
        ["G"] = 1e9,
    };

    /// <exception cref="ResearchException">It cannot be understood; the message names the line.</exception>
    public static Limit Parse(Setting setting)
    {
        var match = Form().Match(setting.Value.Replace("`", ""));
        if (!match.Success || !Quantities.TryGetValue(match.Groups["quantity"].Value, out var quantity))
            throw setting.Invalid($"'{setting.Shown}' is not a limit. Write {Examples}");
        var units = quantity == LimitedQuantity.PeakMemory ? Bytes : Counts;
        var unit = match.Groups["unit"].Value;
        if (!units.TryGetValue(unit, out var factor))
        {
            throw setting.Invalid(
                quantity == LimitedQuantity.PeakMemory
                    ? $"'{unit}' is no unit of memory. Write MB or GB: 'peak memory 2 GB'"
                    : $"'{unit}' is no unit to count in. Write K, M or B, or nothing: '{match.Groups["quantity"].Value} 10 M'"
            );
        }

        var amount = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * factor;
        if (amount <= 0)
            throw setting.Invalid("a limit has to be more than 0");
        return new Limit(quantity, amount, match.Groups["kind"].Value.Equals("hard", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What is over it, as a sentence; null when nothing is.</summary>
    public string? Excess(double? measured) =>
        measured is { } value && value > Amount
            ? $"{Name} {Text(value)}, over the {(IsHard ? "hard" : "soft")} limit of {Text(Amount)}"
            : null;

    private string Name => Quantities.First(entry => entry.Value == Quantity).Key;

    private string Text(double value) =>
        Quantity switch
        {
            LimitedQuantity.PeakMemory when Amount < 1 << 30 => FormattableString.Invariant($"{value / (1 << 20):0.0} MB"),
            LimitedQuantity.PeakMemory => FormattableString.Invariant($"{value / (1 << 30):0.00} GB"),
            _ => value.ToString("#,0", CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(
        @"^(?<quantity>[a-z]+( [a-z]+)?)\s+(at most\s+)?(?<number>\d+(\.\d+)?)\s*(?<unit>(?!(hard|soft)$)[a-z]*)\s*,?\s*(\(?(?<kind>hard|"
            + @"soft)\)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}

/// <summary>The limits of a program together.</summary>
internal static class Limits
{
    /// <summary>The hard limit that a measured quantity exceeds, as a sentence; null when it exceeds none.</summary>
    public static string? HardExcess(this IReadOnlyList<Limit> limits, LimitedQuantity quantity, double? measured) =>
        limits
            .Where(limit => limit.IsHard && limit.Quantity == quantity)
            .Select(limit => limit.Excess(measured))
            .FirstOrDefault(excess => excess is not null);

    /// <summary>Every soft limit that is exceeded, as sentences.</summary>
    public static IEnumerable<string> SoftExcesses(this IReadOnlyList<Limit> limits, Func<LimitedQuantity, double?> measured) =>
        limits.Where(limit => !limit.IsHard).Select(limit => limit.Excess(measured(limit.Quantity))).OfType<string>();
}
