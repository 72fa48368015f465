using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;

namespace AutoResearch.Reports.Html;

/// <summary>What was expected against what came: in sentences, as a chart, and for each proposer.</summary>
internal static class HtmlExpectations
{
    /// <param name="inTable">The experiments that have a row to go to.</param>
    public static void Write(HtmlWriter page, ExpectationReview review, IReadOnlySet<int> inTable)
    {
        page.Element("p", review.Summary);
        HtmlExpectationChart.Write(page, review.Outcomes, inTable);
        page.Open("div", ("class", "wide")).Open("table").Open("thead").Open("tr");
        foreach (
            var (name, kind) in ((string, string)[])
                [
                    ("proposer", ""),
                    ("judged", "n"),
                    ("no score", "n"),
                    ("expected", "n"),
                    ("came", "n"),
                    ("within one", "n"),
                    ("within two", "n"),
                    ("verdict", "what"),
                ]
        )
            page.Element("th", name, ("class", kind));
        page.Close().Close().Open("tbody");
        foreach (var calibration in review.Proposers)
            Row(page, calibration);
        page.Close().Close().Close();
    }

    private static void Row(HtmlWriter page, Calibration calibration)
    {
        var isJudged = calibration.Count > 0;
        page.Open("tr").Element("td", calibration.Proposer);
        foreach (
            var cell in (string[])
                [
                    $"{calibration.Count}",
                    $"{calibration.Unscored}",
                    isJudged ? Format.Gain(calibration.Expected) : "–",
                    isJudged ? Format.Gain(calibration.Came) : "–",
                    isJudged ? Format.Part(calibration.WithinOne, calibration.Count) : "–",
                    isJudged ? Format.Part(calibration.WithinTwo, calibration.Count) : "–",
                ]
        )
            page.Element("td", cell, ("class", "n"));
        page.Element("td", calibration.Verdict ?? "too few", ("class", "what")).Close();
    }
}
