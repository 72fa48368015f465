namespace AutoResearch.Reports.Html;

/// <summary>A report as one file that needs nothing else: no network, no script, no file beside it.</summary>
/// <param name="Html">The page.</param>
/// <param name="Rows">Experiments in its table.</param>
/// <param name="Diffs">Of them, with their change.</param>
internal sealed record HtmlReport(string Html, int Rows, int Diffs)
{
    public static HtmlReport Render(ReportContent content)
    {
        var records = content.Records;
        var rows = ReportSelection.Rows(records);
        var diffs = ReportSelection.Diffs(rows, content.Diff);
        var inTable = rows.Select(record => record.Number).ToHashSet();
        using var page = new HtmlWriter();
        page.Open("html", ("lang", "en")).Open("head");
        page.Open("meta", ("charset", "utf-8")).Close();
        page.Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Close();
        // Nothing is loaded and nothing runs, whatever a proposer wrote.
        page.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")).Close();
        page.Element("title", $"{content.Title}: {RunText.Count(records.Count, "experiment")}").Element("style", HtmlStyle.Css).Close();
        page.Open("body").Open("main");
        HtmlSummary.Header(page, content);
        Section(page, "Progress", () => HtmlProgressChart.Write(page, records, inTable));
        if (content.Findings.Count > 0)
            Section(page, "Key findings", () => HtmlSummary.Findings(page, content.Findings));
        Section(page, "What was kept", () => HtmlSummary.Steps(page, records));
        Section(page, "Where the time went", () => HtmlTimeChart.Write(page, records));
        if (ReportFigures.Candidates(records).Count > 0)
            Section(page, "Who proposed", () => HtmlSummary.Proposers(page, records));
        if (content.Expectations is { } expectations)
            Section(page, "Expectations", () => HtmlExpectations.Write(page, expectations, inTable));
        Section(page, "All experiments", () =>
        {
            if (LeftOut(records.Count, rows.Count, diffs.Count) is { } note)
                page.Element("p", note, ("class", "note"));
            HtmlTable.Write(page, rows, diffs, records[^1].MetricName);
        });
        page.Close().Close().Close();
        return new HtmlReport(page.ToString(), rows.Count, diffs.Count);
    }

    private static string? LeftOut(int records, int rows, int diffs) =>
        rows < records
            ? $"{rows} of {records} rows, {diffs} of them with their change: all that were kept come first, then the latest. The others "
                + $"are in experiments.md; 'dotnet autoresearch show N --diff' prints any change."
        : rows > ReportSelection.MostDiffs
            ? $"{diffs} changes are shown, of what was kept first, then the latest. 'dotnet autoresearch show N --diff' prints any."
        : null;

    private static void Section(HtmlWriter page, string title, Action write)
    {
        page.Open("section").Element("h2", title);
        write();
        page.Close();
    }
}
