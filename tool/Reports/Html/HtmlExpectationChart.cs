using System.Globalization;
using System.Text;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using static AutoResearch.Reports.Html.ChartScale;

namespace AutoResearch.Reports.Html;

/// <summary>A point an experiment: the gain that came over the gain that was expected. On the diagonal, both are the same.</summary>
internal sealed class HtmlExpectationChart
{
    private const double Width = 960;
    private const double Left = 64;
    private const double Right = 948;
    private const double Top = 26;
    private const double Bottom = 270;
    private const double Height = 300;

    // How far beyond what was expected the chart reaches at least, in the usual standard deviation of an outcome.
    private const double Beyond = 3;

    private readonly HtmlWriter page;
    private readonly IReadOnlyList<ExpectationOutcome> outcomes;
    private readonly ChartScale x;
    private readonly ChartScale y;

    private HtmlExpectationChart(HtmlWriter page, IReadOnlyList<ExpectationOutcome> outcomes)
    {
        (this.page, this.outcomes) = (page, outcomes);
        var expected = outcomes.Select(outcome => outcome.Expectation.Gain).Append(0).ToList();
        var (low, high) = (expected.Min(), expected.Max());
        var deviations = outcomes.Select(outcome => outcome.Deviation).Order().ToList();
        // What went very wrong is put at the edge: it must not flatten all others into a line.
        var reach = Math.Max(high - low, Beyond * deviations[deviations.Count / 2]);
        x = Scale(low, high, Left, Right);
        y = Scale(
            Math.Max(low - reach, Math.Min(low, outcomes.Min(outcome => outcome.Gain))),
            Math.Min(high + reach, Math.Max(high, outcomes.Max(outcome => outcome.Gain))),
            Bottom,
            Top
        );
    }

    /// <param name="outcomes">At least one.</param>
    /// <param name="inTable">The experiments that have a row to go to.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<ExpectationOutcome> outcomes, IReadOnlySet<int> inTable) =>
        new HtmlExpectationChart(page, outcomes).Write(inTable);

    private void Write(IReadOnlySet<int> inTable)
    {
        page.Open("div", ("class", "wide"))
            .Open(
                "svg",
                ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")),
                ("role", "img"),
                ("aria-label", "The gain that came over the gain that was expected")
            );
        Axes();
        Points(inTable);
        page.Close().Close();
    }

    private void Axes()
    {
        foreach (var tick in y.Ticks(6))
        {
            Line("grid", Left, y.At(tick), Right, y.At(tick));
            Label(Left - 6, y.At(tick) + 4, Tick(tick), "end");
        }

        foreach (var tick in x.Ticks(10))
            Label(x.At(tick), Bottom + 16, Tick(tick), "middle");
        Line("axis", Left, y.At(0), Right, y.At(0));
        Line("axis", x.At(0), Top, x.At(0), Bottom);
        // Every gain that is expected has its place on the axis of what came.
        Line("course", x.At(x.Low), y.At(x.Low), x.At(x.High), y.At(x.High));
        Label(Left, Top - 14, "came (more than 0 is better)", "start", "name");
        Label(Right, Height - 2, "expected", "end", "name");
    }

    private void Points(IReadOnlySet<int> inTable)
    {
        var far = new StringBuilder();
        var places = new HashSet<string>();
        foreach (var outcome in outcomes)
        {
            var (record, at) = (outcome.Record, (X: Pixel(x.At(outcome.Expectation.Gain)), Y: Pixel(y.At(outcome.Gain))));
            if (!inTable.Contains(record.Number))
            {
                if (places.Add($"{at.X} {at.Y}"))
                    far.Append(CultureInfo.InvariantCulture, $"M{at.X} {at.Y}h0");
                continue;
            }

            var kind =
                record.Status.IsMerged() ? "kept"
                : y.Holds(outcome.Gain) ? "other"
                : "other beyond";
            page.Open("a", ("href", $"#e{record.Number}"))
                .Open("circle", ("class", kind), ("cx", at.X), ("cy", at.Y), ("r", "3.6"))
                .Element(
                    "title",
                    $"{Format.Number(record.Number)} {record.Description}\nexpected {Format.Gain(outcome.Expectation.Gain)} ± "
                        + $"{Format.Metric(outcome.Expectation.Deviation)}, came {Format.Gain(outcome.Gain)}"
                )
                .Close()
                .Close();
        }

        // As in the chart of the progress, what has no row is one shape.
        if (far.Length > 0)
            page.Element("path", "", ("class", "far"), ("d", far.ToString()));
    }

    private static ChartScale Scale(double low, double high, double from, double to)
    {
        var margin = high > low ? (high - low) * 0.06 : Math.Max(Math.Abs(low) * 0.01, 1e-6);
        return new ChartScale(low - margin, high + margin, from, to);
    }

    private void Line(string kind, double fromX, double fromY, double toX, double toY) =>
        page.Element("line", "", ("class", kind), ("x1", Pixel(fromX)), ("y1", Pixel(fromY)), ("x2", Pixel(toX)), ("y2", Pixel(toY)));

    private void Label(double left, double top, string text, string anchor, string kind = "") =>
        page.Element("text", text, ("x", Pixel(left)), ("y", Pixel(top)), ("text-anchor", anchor), ("class", kind));

    // Zero added to a negative zero is a positive one.
    private static string Tick(double value) => (value + 0.0).ToString("0.######", CultureInfo.InvariantCulture);
}
