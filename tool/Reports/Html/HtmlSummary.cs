using System.Globalization;
using AutoResearch.Reports.Live;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Html;

/// <summary>The parts of a report that say in a minute what happened: numbers, what helped, who proposed it.</summary>
internal static class HtmlSummary
{
    // The rest is in the table.
    private const int MostSteps = 50;

    public static void Header(HtmlWriter page, ReportContent content)
    {
        var records = content.Records;
        var last = records.Incumbent() ?? records[^1];
        page.Element("h1", content.Title);
        page.Element(
            "p",
            $"{Day(records[0].Time)} to {Day(records[^1].Time)} (UTC), {last.Conditions.Budget} of training a run on "
                + $"{last.Conditions.Device}",
            ("class", "note")
        );
        var standing = RunStanding.Of(records);
        var candidates = ReportFigures.Candidates(records);
        var kept = ReportFigures.Kept(records);
        var time = TimeSplit.Of(records);
        var cost = ReportFigures.Cost(records);
        page.Open("div", ("class", "tiles"));
        if (standing is { Best: { } best, Baseline: { } baseline })
            Tile(
                page,
                standing.Metric,
                best.Number == baseline.Number
                    ? Format.Metric(best.Metric)
                    : $"{Format.Metric(baseline.Metric)} → {Format.Metric(best.Metric)}",
                best.Number == baseline.Number
                    ? "the baseline; nothing better yet"
                    : $"{Format.Percent(standing.Gain)}, experiment {best.Number}",
                "lead"
            );
        Tile(
            page,
            "experiments",
            candidates.Count.ToString(CultureInfo.InvariantCulture),
            $"{candidates.Count(record => !record.Status.IsSettled())} failed"
        );
        Tile(
            page,
            "kept",
            kept.Count.ToString(CultureInfo.InvariantCulture),
            candidates.Count == 0 ? "" : FormattableString.Invariant($"{100.0 * kept.Count / candidates.Count:0} % of them")
        );
        Tile(
            page,
            "time",
            RunText.Duration(time.Total),
            time.Total > 0 ? FormattableString.Invariant($"{candidates.Count / time.Total * 3600:0.#} an hour") : ""
        );
        if (time.Total > 0)
            Tile(
                page,
                "in training",
                FormattableString.Invariant($"{100 * time.Train / time.Total:0} %"),
                $"{RunText.Duration(time.Train)} of it"
            );
        Tile(
            page,
            "proposing",
            cost.Dollars is { } dollars ? FormattableString.Invariant($"${dollars:0.00}") : RunText.Duration(cost.Seconds),
            cost.Tokens is { } tokens ? $"{Format.Count(tokens)} tokens" : ""
        );
        page.Close();
    }

    public static void Findings(HtmlWriter page, IReadOnlyList<string> findings)
    {
        page.Open("ul");
        foreach (var finding in findings)
            page.Element("li", finding);
        page.Close();
    }

    /// <summary>What was kept, in order: the way from the baseline to the incumbent.</summary>
    public static void Steps(HtmlWriter page, IReadOnlyList<ExperimentRecord> records)
    {
        var kept = ReportFigures.Kept(records);
        if (kept.Count == 0)
        {
            page.Element("p", "Nothing was kept yet.");
            return;
        }

        if (kept.Count > MostSteps)
            page.Element("p", $"The latest {MostSteps} of {kept.Count}.", ("class", "note"));
        page.Open("div", ("class", "wide")).Open("table");
        foreach (var record in kept.TakeLast(MostSteps))
        {
            page.Open("tr").Open("td", ("class", "n")).Element("a", Format.Number(record.Number), ("href", $"#e{record.Number}")).Close();
            page.Element("td", record.Description, ("class", "what"));
            page.Element("td", Format.Metric(record.Metric), ("class", "n"))
                .Element("td", Format.Percent(record.Change), ("class", "n"))
                .Close();
        }

        page.Close().Close();
    }

    public static void Proposers(HtmlWriter page, IReadOnlyList<ExperimentRecord> records)
    {
        page.Open("div", ("class", "wide")).Open("table").Open("thead").Open("tr");
        foreach (
            var (name, kind) in ((string, string)[])
                [("proposer", ""), ("share", "n"), ("tried", "n"), ("kept", "n"), ("gain", "n"), ("cost", "n")]
        )
            page.Element("th", name, ("class", kind));
        page.Close().Close().Open("tbody");
        foreach (var account in ReportFigures.Proposers(records))
        {
            page.Open("tr").Element("td", account.Name);
            foreach (
                var cell in (string[])
                    [
                        FormattableString.Invariant($"{100 * account.Share:0} %"),
                        $"{account.Experiments}",
                        $"{account.Kept}",
                        account.Gain > 0 ? Format.Metric(account.Gain) : "–",
                        RunText.Cost(account.Cost),
                    ]
            )
                page.Element("td", cell, ("class", "n"));
            page.Close();
        }

        page.Close().Close().Close();
    }

    private static void Tile(HtmlWriter page, string name, string value, string more, string kind = "") =>
        page.Open("div", ("class", ("tile " + kind).TrimEnd()))
            .Element("div", name, ("class", "name"))
            .Element("div", value, ("class", "value"))
            .Element("div", more, ("class", "more"))
            .Close();

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
