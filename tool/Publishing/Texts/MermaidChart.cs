using System.Globalization;
using System.Text;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing.Texts;

/// <summary>The course of the research as a chart that GitHub draws itself (mermaid.js.org/syntax/xyChart).</summary>
internal static class MermaidChart
{
    /// <summary>More points than that are no better to read.</summary>
    public const int MostPoints = 40;

    private const int NameLimit = 30;

    // Up to this many experiments, each gets a label of its own: a numeric axis would put marks between them.
    private const int MostLabels = 20;

    // Mermaid's default colour of the line is nearly invisible on white; this one can be seen on white and on black.
    private const string Colour = """%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#2f81f7"}}}}%%""";

    /// <summary>The block of Markdown; null where there are fewer than two points, or values that no scale could show.</summary>
    /// <param name="metric">Its name; what could end the text it stands in is left out.</param>
    public static string? Render(string metric, IReadOnlyList<ProgressPoint> points)
    {
        if (points.Count < 2 || points.Any(point => Math.Abs(point.Value) is > 1e12 or (> 0 and < 1e-9)))
            return null;
        var (low, high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        var margin = high > low ? (high - low) / 10 : Math.Max(Math.Abs(high) / 100, 1e-6);
        var decimals = Decimals(margin);
        var name = Name(metric);
        var chart = new StringBuilder();
        chart.Append("```mermaid\n").Append(Colour).Append("\nxychart-beta\n");
        chart.Append(CultureInfo.InvariantCulture, $"    title \"{name} of the best code so far\"\n");
        chart.Append(
            points.Count <= MostLabels
                ? $"    x-axis \"experiment\" ["
                    + $"{string.Join(", ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"\"{point.Experiment}\"")))}"
                    + $"]\n"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"    x-axis \"experiment\" {points[0].Experiment} --> {points[^1].Experiment}\n"
                )
        );
        chart.Append(CultureInfo.InvariantCulture, $"    y-axis {Number(low - margin, decimals)} --> {Number(high + margin, decimals)}\n");
        chart.Append(
            CultureInfo.InvariantCulture,
            $"    line [{string.Join(", ", points.Select(point => Number(point.Value, decimals)))}]\n"
        );
        return chart.Append("```\n").ToString();
    }

    // Two digits more than the margin needs, which the axis shows.
    private static int Decimals(double margin) => Math.Clamp(2 - (int)Math.Floor(Math.Log10(margin)), 0, 12);

    private static string Number(double value, int decimals)
    {
        // Never an exponent, and no negative zero: Mermaid reads neither.
        var text = value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private static string Name(string metric)
    {
        var name = string.Concat(metric.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or '.' or '-').Take(NameLimit)).Trim();
        return name.Length == 0 ? "metric" : name;
    }
}
