using System.Globalization;

namespace AutoResearch.Research.Search;

/// <summary>What is expected of a change before it is tried.</summary>
/// <param name="Gain">By how much it should be better than the incumbent, in units of the metric; less than 0 is worse.</param>
/// <param name="Deviation">The standard deviation of the true gain around it, in units of the metric. The noise of measuring is not in
/// it.</param>
internal sealed record Expectation(double Gain, double Deviation)
{
    // In the ledger's cell: 0.0042+-0.0061
    private const string BeforeDeviation = "+-";

    /// <summary>What a model predicts; null where that is no number.</summary>
    public static Expectation? Of(double gain, double deviation) =>
        double.IsFinite(gain) && double.IsFinite(deviation) && deviation >= 0 ? new Expectation(gain, deviation) : null;

    /// <exception cref="FormatException">It is no expectation.</exception>
    public static Expectation Parse(string text)
    {
        var middle = text.IndexOf(BeforeDeviation, StringComparison.Ordinal);
        return
            middle > 0
            && TryNumber(text.AsSpan(0, middle), out var gain)
            && TryNumber(text.AsSpan(middle + BeforeDeviation.Length), out var deviation)
            && Of(gain, deviation) is { } expectation
            ? expectation
            : throw new FormatException($"'{text}' is no expectation");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Gain:R}{BeforeDeviation}{Deviation:R}");

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
