using System.Xml.Linq;
using AutoResearch.Reports.Html;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;
using CsCheck;

namespace AutoResearch.Tests.Views;

/// <summary>The report as a browser gets it: read back strictly, as XML.</summary>
public class HtmlReportTests
{
    private const string Nasty =
        "</td><script>alert(1)</script><img src=x onerror=alert(2)> \" ' & ]]> <!-- \u0000\u0008\u001b[31m \u202Eback \uD800 \uFFFF 日本 🧪";

    private static readonly IReadOnlyList<string> Findings = ["val_bpb went from 2.0558 to 1.9010.", "Width: 4 of 6 kept."];

    private static HtmlReport Render(IReadOnlyList<ExperimentRecord> records, Func<ExperimentRecord, string>? diff = null) =>
        HtmlReport.Render(
            new ReportContent("MyResearch", records, Findings, diff ?? SampleRun.Diff, ExpectationReview.Of(records, Direction.Lower))
        );

    private static XDocument Read(HtmlReport report)
    {
        Assert.StartsWith("<!DOCTYPE html>", report.Html, StringComparison.Ordinal);
        return XDocument.Parse(report.Html, LoadOptions.PreserveWhitespace);
    }

    private static IReadOnlyList<XElement> Rows(XDocument page) =>
        [.. page.Descendants("tr").Where(row => row.Attribute("id") is { } id && id.Value.StartsWith('e'))];

    [Fact]
    public void It_holds_every_experiment()
    {
        var records = SampleRun.Ledger();
        var rows = Rows(Read(Render(records)));
        Assert.Equal(records.Select(record => $"e{record.Number}"), rows.Select(row => row.Attribute("id")!.Value));
        Assert.All(records.Zip(rows), pair =>
        {
            foreach (
                var text in (string[])
                    [
                        pair.First.Status.Name(),
                        pair.First.Description,
                        pair.First.Reason,
                        pair.First.Origin.Proposer,
                        Format.Metric(pair.First.Metric),
                    ]
            )
                Assert.Contains(text, pair.Second.Value, StringComparison.Ordinal);
            Assert.Equal(pair.First.IsBaseline ? 0 : 1, pair.Second.Descendants("details").Count());
        });
        Assert.Contains($"// {records[5].Description}", rows[5].Descendants("pre").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_in_its_header_what_happened()
    {
        var records = SampleRun.Ledger();
        var tiles = Read(Render(records))
            .Descendants("div")
            .Where(div =>
                ((string?)div.Attribute("class"))?.StartsWith("tile", StringComparison.Ordinal) == true
                && (string?)div.Attribute("class") != "tiles"
            )
            .Select(tile => tile.Value)
            .ToList();
        Assert.Contains("val_bpb2.0558 → 1.9010-7.53 %, experiment 60", tiles);
        Assert.Contains(tiles, tile => tile.StartsWith("experiments60", StringComparison.Ordinal));
        Assert.Contains(tiles, tile => tile.StartsWith("kept13", StringComparison.Ordinal));
        Assert.Contains(tiles, tile => tile.StartsWith("in training83 %", StringComparison.Ordinal));
        Assert.Contains("proposing$1.23642.0 k tokens", tiles);
    }

    [Fact]
    public void The_chart_shows_each_experiment_once()
    {
        var records = SampleRun.Ledger();
        var chart = Read(Render(records)).Descendants("svg").First();
        int Count(string shape, string kind) =>
            chart.Descendants(shape).Count(element => ((string?)element.Attribute("class"))?.Split(' ')[0] == kind);
        Assert.Equal(records.Count(record => record.Status.IsMerged()), Count("circle", "kept"));
        Assert.Equal(records.Count(record => record is { Metric: not null } && !record.Status.IsMerged()), Count("circle", "other"));
        Assert.Equal(records.Count(record => record.Metric is null), Count("path", "cross"));
        var course = chart.Descendants("path").Single(path => (string?)path.Attribute("class") == "course");
        Assert.Matches(@"^M[\d.]+ [\d.]+(H[\d.]+V[\d.]+)+H[\d.]+$", course.Attribute("d")!.Value);
        Assert.Contains(chart.Descendants("text"), text => (string?)text.Attribute("class") == "named");
    }

    private static ExperimentRecord WithExpectation(ExperimentRecord record) =>
        record.Origin.Proposer == "search/history"
            ? record with
            {
                Origin = record.Origin with { Expectation = new Expectation(0.01 + (record.Number / 1000.0), 0.02) },
            }
            : record;

    [Fact]
    public void Expectations_are_compared_with_outcomes_in_a_chart_and_a_table_where_there_are_any()
    {
        var records = SampleRun.Ledger().Select(WithExpectation).ToList();
        var review = ExpectationReview.Of(records, Direction.Lower)!;
        var page = Read(Render(records));
        var section = page.Descendants("section").Single(part => part.Element("h2")!.Value == "Expectations");
        Assert.Contains(review.Summary, section.Value, StringComparison.Ordinal);
        Assert.Equal(review.Outcomes.Count, section.Descendants("circle").Count());
        Assert.All(section.Descendants("circle"), point => Assert.Matches(@"expected \+0\.\d{4} ± 0\.0200, came [+-]\d", point.Value));
        Assert.Single(section.Descendants("line"), line => (string?)line.Attribute("class") == "course");
        Assert.StartsWith("search/history", Assert.Single(section.Descendants("tbody").Elements("tr")).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(Read(Render(SampleRun.Ledger())).Descendants("h2"), title => title.Value == "Expectations");
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        var page = Read(Render(SampleRun.Ledger()));
        Assert.DoesNotContain(page.Descendants(), element =>
            element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "base"
        );
        Assert.All(page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"), link =>
            Assert.StartsWith("#e", link.Value)
        );
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'",
            page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value
        );
    }

    [Fact]
    public void The_style_is_what_XML_and_HTML_read_alike() => Assert.DoesNotContain(HtmlStyle.Css, c => c is '<' or '>' or '&');

    [Fact]
    public void Nasty_text_stays_text()
    {
        var records = SampleRun
            .Ledger(10)
            .Select(record =>
                record with
                {
                    Description = Nasty,
                    Reason = Nasty,
                    Origin = new Origin(Nasty, ProposalCost.None),
                    MetricName = Nasty,
                    Conditions = new Conditions("lock", Nasty, Nasty),
                }
            )
            .ToList();
        var report = HtmlReport.Render(new ReportContent(Nasty, records, [Nasty], _ => "--- a/Train.cs\n+++ b/Train.cs\n+" + Nasty));
        var page = Read(report);
        Assert.DoesNotContain("<script", report.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", report.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', report.Html);
        Assert.DoesNotContain('\u202E', report.Html);
        Assert.Contains("<script>alert(1)</script>", Rows(page)[3].Value, StringComparison.Ordinal);
        Assert.Contains("日本 🧪", Rows(page)[3].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_ledger_holds_it_is_well_formed() =>
        Gen.Select(Records.Any.List[1, 8], Gen.String)
            .Sample(
                (records, diff) =>
                {
                    var numbered = records.Select((record, index) => record with { Number = index + 1, IsBaseline = index == 0 }).ToList();
                    Assert.Equal(records.Count, Rows(Read(Render(numbered, _ => diff))).Count);
                },
                iter: 150
            );

    [Fact]
    public void Every_element_that_HTML_does_not_know_as_empty_has_an_end()
    {
        var html = Render(SampleRun.Ledger()).Html;
        Assert.All(
            System.Text.RegularExpressions.Regex.Matches(html, @"<(\w+)[^<>]*/>").Select(match => match.Groups[1].Value).Distinct(),
            name => Assert.Contains(name, (string[])["meta", "input"])
        );
    }

    [Fact]
    public void Ten_thousand_experiments_are_a_page_that_still_opens()
    {
        var records = SampleRun.Ledger(10_000).Select(WithExpectation).ToList();
        var asked = 0;
        var report = Render(records, record =>
        {
            asked++;
            return SampleRun.Diff(record);
        });
        var page = Read(report);
        Assert.InRange(report.Html.Length, 0, 4_000_000);
        Assert.Equal(ReportSelection.MostRows, Rows(page).Count);
        Assert.Equal(ReportSelection.MostDiffs, asked);
        // The sums are of all.
        Assert.Contains(page.Descendants("div"), tile => tile.Value.StartsWith("experiments9999", StringComparison.Ordinal));
        Assert.Contains("2000 of 10000 rows, 300 of them with their change", report.Html, StringComparison.Ordinal);
        Assert.Contains("Raise", Rows(page)[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Enormous_diffs_are_cut()
    {
        var enormous = "@@ -1 +1 @@\n" + string.Concat(Enumerable.Repeat("+a line of code\n", 100_000));
        var page = Read(Render(SampleRun.Ledger(200), _ => enormous));
        var diffs = page.Descendants("pre").ToList();
        Assert.All(diffs, diff => Assert.InRange(diff.Value.Length, 1, 21_000));
        Assert.Contains("more lines", diffs[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_alone_is_a_report()
    {
        var page = Read(Render(SampleRun.Ledger(1)));
        Assert.Single(Rows(page));
        Assert.Contains("the baseline; nothing better yet", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_without_a_score_is_a_report()
    {
        var page = Read(
            Render([Records.One(1, ExperimentStatus.Crashed, metric: null), Records.One(2, ExperimentStatus.Diverged, metric: double.NaN)])
        );
        Assert.Contains("Nothing was measured yet.", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_compare_is_not_drawn()
    {
        var records = SampleRun
            .Ledger(20)
            .Select(record => record.Number < 8 ? record with { Conditions = record.Conditions with { Budget = "5 seconds" } } : record)
            .ToList();
        var chart = Read(Render(records)).Descendants("svg").First();
        Assert.DoesNotContain(chart.Descendants("circle"), point => point.Value.StartsWith("0003", StringComparison.Ordinal));
    }

    [Fact]
    public void Accounts_are_of_each_proposer()
    {
        var accounts = ReportFigures.Proposers(SampleRun.Ledger());
        Assert.Equal(60, accounts.Sum(account => account.Experiments));
        Assert.Equal(13, accounts.Sum(account => account.Kept));
        Assert.Equal(1, accounts.Sum(account => account.Share), 9);
        Assert.Equal("a person", Assert.Single(ReportFigures.Proposers([Records.One(), Records.One(2)])).Name);
    }

    [Fact]
    public void Time_is_divided_without_a_rest() =>
        Records
            .Any.List[1, 20]
            .Sample(records =>
                Assert.Equal(records.Sum(record => record.Seconds.Total + record.Origin.Cost.Seconds), TimeSplit.Of(records).Total, 6)
            );

    [Fact]
    public void Key_findings_are_those_of_the_overview_without_its_markup() =>
        Records
            .Any.List[1, 20]
            .Sample(records =>
            {
                var page = ExperimentsPage.Render(records, Direction.Lower);
                var plain = ExperimentsPage.KeyFindings(records, Direction.Lower, text => text).ToList();
                var listed = page.Split('\n')
                    .SkipWhile(line => line != "## Key findings")
                    .TakeWhile(line => line != "## All experiments")
                    .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
                    .Select(line => line[2..])
                    .ToList();
                Assert.Equal(listed.Count, plain.Count);
                Assert.All(plain.Zip(listed), pair => Assert.Equal(pair.First.Replace("\\", ""), pair.Second.Replace("\\", "")));
            });
}
