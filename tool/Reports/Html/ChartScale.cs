using System.Globalization;

namespace AutoResearch.Reports.Html;

/// <summary>Maps the numbers from <paramref name="Low"/> to <paramref name="High"/> onto pixels. What lies outside is put at the
/// edge.</summary>
internal sealed record ChartScale(double Low, double High, double From, double To)
{
    public double At(double value) =>
        High > Low ? From + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (To - From)) : (From + To) / 2;

    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>Round numbers within the scale, so many at most.</summary>
    /// <param name="least">The smallest step that makes sense; 0 where any does.</param>
    public IReadOnlyList<double> Ticks(int most, double least = 0)
    {
        if (!(High > Low) || !double.IsFinite(High - Low))
            return [Low];
        var rough = (High - Low) / most;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(least, magnitude * ((double[])[1, 2, 5, 10]).First(factor => magnitude * factor >= rough * (1 - 1e-9)));
        var ticks = new List<double>();
        for (var k = Math.Ceiling(Low / step); k * step <= High + (step * 1e-9); k++)
            ticks.Add(k * step);
        return ticks;
    }

    /// <summary>A place in pixels, as SVG writes it.</summary>
    public static string Pixel(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
