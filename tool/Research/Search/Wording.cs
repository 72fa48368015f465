using System.Globalization;

namespace AutoResearch.Research.Search;

/// <summary>Numbers in the sentences of the search.</summary>
internal static class Wording
{
    /// <summary>A difference without its sign: <c>0.8 %</c> of a reference, or in units of the metric where there is no
    /// reference.</summary>
    public static string Amount(double difference, double? reference) =>
        reference is { } value && value != 0 ? Short(100 * Math.Abs(difference / value)) + " %" : Short(Math.Abs(difference));

    /// <summary>Two digits, or all before the point.</summary>
    private static string Short(double value) =>
        value >= 10
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                .ToString("0.######", CultureInfo.InvariantCulture);
}
