using System.Globalization;
using System.Text;
using AutoResearch.Research.Ledger;
using static AutoResearch.Reports.Html.ChartScale;

namespace AutoResearch.Reports.Html;

/// <summary>The metric over the experiments: what was kept as a line of steps, all others as points, those without a score as marks at
/// the foot.</summary>
internal sealed class HtmlProgressChart
{
    private const double Width = 960;
    private const double Left = 64;
    private const double Right = 948;
    private const double Top = 26;
    private const double Bottom = 330;
    private const double FailedAt = 350;
    private const double AxisAt = 384;
    private const double Height = 392;
    private const int Many = 150;
    private const int MostNames = 24;

    private readonly HtmlWriter page;
    private readonly IReadOnlyList<ExperimentRecord> drawn;
    private readonly IReadOnlyList<ExperimentRecord> failed;
    private readonly IReadOnlySet<int> inTable;
    private readonly ChartScale x;
    private readonly ChartScale y;

    private HtmlProgressChart(HtmlWriter page, IReadOnlyList<ExperimentRecord> records, IReadOnlySet<int> inTable)
    {
        this.page = page;
        this.inTable = inTable;
        drawn = [.. records.Where(record => record.Metric is { } metric && double.IsFinite(metric))];
        failed = [.. records.Where(record => record.Metric is not { } metric || !double.IsFinite(metric))];
        var (low, high) = ProgressRange.Of(drawn);
        x = new ChartScale(records[0].Number, Math.Max(records[^1].Number, records[0].Number + 1), Left + 12, Right - 8);
        y = new ChartScale(low, high, Bottom, Top);
    }

    /// <param name="inTable">The experiments that have a row to go to.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<ExperimentRecord> records, IReadOnlySet<int> inTable)
    {
        var best = records.Incumbent();
        // What was measured under other conditions does not compare: it would be a line between two different things.
        var comparable = best is null
            ? records
            : [.. records.Where(record => record.Conditions == best.Conditions || record.Metric is null)];
        if (!comparable.Any(record => record.Metric is { } metric && double.IsFinite(metric)))
        {
            page.Element("p", "Nothing was measured yet.");
            return;
        }

        new HtmlProgressChart(page, comparable, inTable).Write(best?.MetricName ?? records[^1].MetricName);
        var others = records.Count - comparable.Count;
        if (others > 0)
            page.Element(
                "p",
                $"{RunText.Count(others, "experiment")} under another lock, budget or device {(others == 1 ? "is" : "are")} not drawn: "
                    + $"{(others == 1 ? "it does" : "they do")} not compare.",
                ("class", "note")
            );
    }

    private void Write(string metric)
    {
        Legend();
        page.Open("div", ("class", "wide"))
            .Open(
                "svg",
                ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")),
                ("role", "img"),
                ("aria-label", $"{metric} over the experiments")
            );
        Axes(metric);
        Others();
        Failures();
        Course();
        page.Close().Close();
    }

    private void Legend()
    {
        page.Open("p", ("class", "legend"));
        foreach (var (name, kind) in ((string, string)[])[("kept", "kept"), ("not kept", "other"), ("no score", "failed")])
            page.Open("span").Element("i", "", ("class", "key " + kind)).Text(name).Close();
        page.Close();
    }

    private void Axes(string metric)
    {
        foreach (var tick in y.Ticks(6))
        {
            var at = Pixel(y.At(tick));
            page.Element("line", "", ("class", "grid"), ("x1", Pixel(Left)), ("x2", Pixel(Right)), ("y1", at), ("y2", at));
            Label(Left - 6, y.At(tick) + 4, Tick(tick), "end");
        }

        page.Element(
            "line",
            "",
            ("class", "axis"),
            ("x1", Pixel(Left)),
            ("x2", Pixel(Right)),
            ("y1", Pixel(AxisAt - 18)),
            ("y2", Pixel(AxisAt - 18))
        );
        foreach (var tick in x.Ticks(10, least: 1))
            Label(x.At(tick), AxisAt - 4, tick.ToString("0", CultureInfo.InvariantCulture), "middle");
        Label(Left - 6, Top - 14, metric, "end", "name");
        Label(Left - 6, FailedAt + 4, "no score", "end");
    }

    private void Others()
    {
        var others = drawn.Where(record => !record.Status.IsMerged()).ToList();
        var far = new StringBuilder();
        var places = new HashSet<string>();
        foreach (var record in others)
        {
            var (px, py) = (Pixel(x.At(record.Number)), Pixel(y.At(record.Metric!.Value)));
            if (inTable.Contains(record.Number))
                Point(record, "circle", y.Holds(record.Metric.Value) ? "other" : "other beyond", ("cx", px), ("cy", py), ("r", "3.2"));
            else if (places.Add($"{px} {py}"))
                far.Append(CultureInfo.InvariantCulture, $"M{px} {py}h0");
        }

        // A long history has many points without a row in the table: they are one shape, without duplicates at the same place.
        if (far.Length > 0)
            page.Element("path", "", ("class", "far"), ("d", far.ToString()));
    }

    private void Failures()
    {
        var places = new HashSet<string>();
        foreach (var record in failed)
        {
            var at = x.At(record.Number);
            if (!inTable.Contains(record.Number) && !places.Add(Pixel(at)))
                continue;
            var (left, right, top, foot) = (Pixel(at - 3), Pixel(at + 3), Pixel(FailedAt - 3), Pixel(FailedAt + 3));
            Point(
                record,
                "path",
                record.Status.IsSettled() || record.Status == ExperimentStatus.Interrupted ? "cross" : "cross failed",
                ("d", $"M{left} {top}L{right} {foot}M{left} {foot}L{right} {top}")
            );
        }
    }

    private void Course()
    {
        var course = drawn.Where(record => record.Status.IsMerged()).ToList();
        if (course.Count == 0)
            return;
        var path = new StringBuilder($"M{Pixel(x.At(course[0].Number))} {Pixel(y.At(course[0].Metric!.Value))}");
        foreach (var record in course.Skip(1))
            path.Append(CultureInfo.InvariantCulture, $"H{Pixel(x.At(record.Number))}V{Pixel(y.At(record.Metric!.Value))}");
        page.Element("path", "", ("class", "course"), ("d", $"{path}H{Pixel(Right - 8)}"));
        foreach (var record in course)
            Point(
                record,
                "circle",
                course.Count > Many ? "kept many" : "kept",
                ("cx", Pixel(x.At(record.Number))),
                ("cy", Pixel(y.At(record.Metric!.Value))),
                ("r", course.Count > Many ? "2.2" : "4.2")
            );
        Names(course);
    }

    // A name is to the left of its point, on the better side of the line: nothing is drawn there.
    private void Names(List<ExperimentRecord> course)
    {
        var labels = new ChartLabels(Left);
        var better = course[^1].Metric!.Value < course[0].Metric!.Value ? 1 : -1;
        var steps = course.Zip(course.Skip(1), (before, after) =>
            (Record: after, Height: Math.Abs(y.At(after.Metric!.Value) - y.At(before.Metric!.Value)))
        );
        // The greatest steps are named first.
        foreach (
            var (record, height) in steps.Where(step => !step.Record.IsBaseline).OrderByDescending(step => step.Height).Take(MostNames)
        )
        {
            var px = x.At(record.Number);
            var py = y.At(record.Metric!.Value) + (height < ChartLabels.LineHeight ? better * ChartLabels.LineHeight : 0);
            if (labels.Place(px, py, [$"{record.Number} {Change(record.Description)}", $"{record.Number}"]) is { } label)
                Label(px - 9, py + 4, label, "end", "named");
        }
    }

    private void Point(ExperimentRecord record, string shape, string kind, params ReadOnlySpan<(string, string)> place)
    {
        var isLinked = inTable.Contains(record.Number);
        if (isLinked)
            page.Open("a", ("href", $"#e{record.Number}"));
        page.Open(shape, [("class", kind), .. place]);
        page.Element(
            "title",
            $"{Format.Number(record.Number)} {record.Description}\n"
                + $"{record.Status.Name()}"
                + $"{(record.Metric is null ? "" : $", {Format.Metric(record.Metric)} ({Format.Percent(record.Change)})")}"
        );
        page.Close();
        if (isLinked)
            page.Close();
    }

    // The text before the colon says what was changed; the text after it, why.
    private static string Change(string description) =>
        description.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? description[..colon] : description;

    private void Label(double left, double top, string text, string anchor, string kind = "") =>
        page.Element("text", text, ("x", Pixel(left)), ("y", Pixel(top)), ("text-anchor", anchor), ("class", kind));

    private static string Tick(double value) => value.ToString(Math.Abs(value) >= 1000 ? "0" : "0.####", CultureInfo.InvariantCulture);
}
