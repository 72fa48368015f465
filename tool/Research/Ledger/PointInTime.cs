using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>A time that somebody typed: a date, a date with a time, or how long ago.</summary>
internal static class PointInTime
{
    /// <summary>The accepted forms, for a message.</summary>
    public const string Accepted = "a date (2026-11-20), a date and time (2026-11-20T18:30), or how long ago (45m, 3h, 2d)";

    // Nothing was ever recorded further back, and the range of dates ends.
    private const double MostDays = 36_500;

    /// <param name="now">The current time, with the UTC offset that a typed date is meant in.</param>
    /// <returns>Null if the text is not a time.</returns>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (
            text.Length > 1
            && Unit(text[^1]) is { } unit
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
        )
            return count * unit.TotalDays <= MostDays ? now - (count * unit) : null;
        if (
            !DateTime.TryParseExact(
                text,
                ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
            return DateTimeOffset.TryParseExact(
                text,
                ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var exact
            )
                ? exact
                : null;
        return local.Year > 1 ? new DateTimeOffset(local, now.Offset) : null;
    }

    private static TimeSpan? Unit(char letter) =>
        letter switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
}
