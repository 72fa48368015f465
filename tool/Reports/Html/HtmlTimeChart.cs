using System.Globalization;
using AutoResearch.Research.Ledger;
using static AutoResearch.Reports.Html.ChartScale;

namespace AutoResearch.Reports.Html;

/// <summary>Where the time went: all of it as one bar, and over the course of the experiments as columns.</summary>
internal static class HtmlTimeChart
{
    private const double Width = 960;
    private const double Left = 64;
    private const double Right = 948;
    private const double Top = 8;
    private const double Bottom = 130;
    private const double Height = 150;
    private const int MostColumns = 120;

    public static void Write(HtmlWriter page, IReadOnlyList<ExperimentRecord> records)
    {
        var all = TimeSplit.Of(records);
        if (all.Total <= 0)
        {
            page.Element("p", "No time was measured.");
            return;
        }

        Legend(page, all);
        page.Open("div", ("class", "bar"));
        foreach (var (name, kind, seconds) in all.Parts.Where(part => part.Seconds > 0))
            page.Element(
                "div",
                "",
                ("class", kind),
                ("style", FormattableString.Invariant($"flex:{seconds:0.###}")),
                ("title", $"{name}: {RunText.Duration(seconds)}")
            );
        page.Close();
        Columns(page, records);
    }

    private static void Legend(HtmlWriter page, TimeSplit all)
    {
        page.Open("p", ("class", "legend"));
        foreach (var (name, kind, seconds) in all.Parts.Where(part => part.Seconds > 0))
        {
            page.Open("span")
                .Element("i", "", ("class", "key " + kind))
                .Text(name + " ")
                .Element("b", FormattableString.Invariant($"{100 * seconds / all.Total:0.#} %"))
                .Text($" {RunText.Duration(seconds)}")
                .Close();
        }

        page.Close();
    }

    // A column each, or the mean of several where they are many.
    private static void Columns(HtmlWriter page, IReadOnlyList<ExperimentRecord> records)
    {
        var each = (records.Count + MostColumns - 1) / MostColumns;
        var columns = records
            .Chunk(each)
            .Select(group => (First: group[0].Number, Last: group[^1].Number, group.Length, Time: TimeSplit.Of(group)))
            .ToList();
        var high = columns.Max(column => column.Time.Total / column.Length);
        if (columns.Count < 2 || high <= 0)
            return;
        var y = new ChartScale(0, high, Bottom, Top);
        var step = (Right - Left) / columns.Count;
        page.Element("p", each == 1 ? "Seconds of each experiment" : $"Seconds an experiment, means of {each}", ("class", "note"));
        page.Open("div", ("class", "wide"))
            .Open(
                "svg",
                ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")),
                ("role", "img"),
                ("aria-label", "Seconds of each experiment")
            );
        foreach (var tick in y.Ticks(3))
        {
            var at = Pixel(y.At(tick));
            page.Element("line", "", ("class", "grid"), ("x1", Pixel(Left)), ("x2", Pixel(Right)), ("y1", at), ("y2", at));
            page.Element(
                "text",
                tick.ToString("0.###", CultureInfo.InvariantCulture),
                ("x", Pixel(Left - 6)),
                ("y", Pixel(y.At(tick) + 4)),
                ("text-anchor", "end")
            );
        }

        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            var foot = 0.0;
            page.Open("g").Element("title", Title(column.First, column.Last, column.Length, column.Time));
            foreach (var (_, kind, seconds) in column.Time.Parts.Where(part => part.Seconds > 0))
            {
                var (from, to) = (y.At(foot), y.At(foot + (seconds / column.Length)));
                foot += seconds / column.Length;
                page.Element(
                    "rect",
                    "",
                    ("class", kind),
                    ("x", Pixel(Left + (i * step) + (step * 0.1))),
                    ("width", Pixel(step * 0.8)),
                    ("y", to.ToString("0.##", CultureInfo.InvariantCulture)),
                    ("height", (from - to).ToString("0.##", CultureInfo.InvariantCulture))
                );
            }

            page.Close();
        }

        var x = new ChartScale(columns[0].First, columns[^1].Last, Left + (step / 2), Right - (step / 2));
        foreach (var tick in x.Ticks(10, least: 1))
            page.Element(
                "text",
                tick.ToString("0", CultureInfo.InvariantCulture),
                ("x", Pixel(x.At(tick))),
                ("y", Pixel(Height - 4)),
                ("text-anchor", "middle")
            );
        page.Close().Close();
    }

    private static string Title(int first, int last, int count, TimeSplit time)
    {
        var parts = time.Parts.Where(part => part.Seconds > 0).Select(part => $"{part.Name} {RunText.Duration(part.Seconds / count)}");
        return $"{(first == last ? Format.Number(first) : $"{Format.Number(first)} to {Format.Number(last)}")}: {string.Join(", ", parts)}";
    }
}
