using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Html;

/// <summary>The experiments, a row each, with the reason of the verdict and, folded away, the change.</summary>
internal static class HtmlTable
{
    public static void Write(HtmlWriter page, IReadOnlyList<ExperimentRecord> rows, IReadOnlyDictionary<int, string> diffs, string metric)
    {
        // Which of them are shown is a choice of buttons; no program runs in the page.
        page.Open("div", ("class", "choice"));
        foreach (var (id, name) in ((string, string)[])[("all", "all"), ("merged", "kept"), ("unkept", "not kept"), ("broken", "failed")])
        {
            page.Open(
                    "input",
                    [
                        ("type", "radio"),
                        ("name", "show"),
                        ("id", "show-" + id),
                        .. (ReadOnlySpan<(string, string)>)(id == "all" ? [("checked", "checked")] : []),
                    ]
                )
                .Close();
            page.Element("label", name, ("for", "show-" + id));
        }

        page.Close();
        page.Open("div", ("class", "wide")).Open("table", ("class", "experiments")).Open("thead").Open("tr");
        foreach (
            var (name, kind) in ((string, string)[])
                [
                    ("#", "n"),
                    ("decision", ""),
                    (metric, "n"),
                    ("change", "n"),
                    ("hypothesis, reason and change of the code", ""),
                    ("proposer", ""),
                    ("time", "n"),
                ]
        )
            page.Element("th", name, ("class", kind));
        page.Close().Close().Open("tbody");
        foreach (var record in rows)
            Row(page, record, diffs.GetValueOrDefault(record.Number, ""));
        page.Close().Close().Close();
    }

    private static void Row(HtmlWriter page, ExperimentRecord record, string diff)
    {
        var kind =
            record.Status.IsMerged() ? "merged"
            : record.Status.IsSettled() ? "unkept"
            : "broken";
        page.Open("tr", ("class", kind), ("id", $"e{record.Number}"));
        page.Element("td", Format.Number(record.Number), ("class", "n"));
        page.Open("td").Element("span", record.Status.Name(), ("class", "status " + kind)).Close();
        page.Element("td", Format.Metric(record.Metric), ("class", "n"));
        page.Element("td", Format.Percent(record.Change), ("class", "n"));
        page.Open("td", ("class", "what"))
            .Element("div", record.Description, ("class", "idea"))
            .Element("div", record.Reason, ("class", "reason"));
        if (diff.Length > 0)
        {
            page.Open("details").Element("summary", Size(diff));
            HtmlDiff.Write(page, diff);
            page.Close();
        }

        page.Close();
        page.Element("td", record.Origin.Proposer);
        page.Element("td", RunText.Duration(record.Seconds.Total), ("class", "n"));
        page.Close();
    }

    private static string Size(string diff)
    {
        var lines = diff.Split('\n');
        var added = lines.Count(line => line.StartsWith('+') && !line.StartsWith("+++ ", StringComparison.Ordinal));
        var removed = lines.Count(line => line.StartsWith('-') && !line.StartsWith("--- ", StringComparison.Ordinal));
        return $"diff +{added} −{removed}";
    }
}
