using System.Globalization;
using System.Text;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Publishing;
using AutoResearch.Research.Search;

namespace AutoResearch.Publishing.Texts;

/// <summary>The text that a reviewer judges an idea by: GitHub's Markdown, in which a proposer's words stay plain text.</summary>
internal static class PullRequestBody
{
    /// <summary>The most characters that GitHub accepts.</summary>
    public const int Limit = 65_536;

    private const int HypothesisLimit = 2000;
    private const int IdeaLimit = 160;
    private const int MostKnobs = 30;
    private const int MostFiles = 30;

    public static string Render(BodyFacts facts)
    {
        var body = Record(facts);
        var neighbours = NotKept(facts);
        return body.Length + neighbours.Length <= Limit ? body + neighbours : body;
    }

    private static string Record(BodyFacts facts)
    {
        var record = facts.Record;
        var body = new StringBuilder(facts.Marker + "\n\n");
        // In a quotation, so that no line starts with it: bots take their orders from starts of lines.
        body.Append(CultureInfo.InvariantCulture, $"> {GitHubText.Markdown(record.Description, HypothesisLimit)}\n\n");
        body.Append(Verdict(facts)).Append("\n\n");
        foreach (var note in Notes(facts))
            body.Append(note).Append("\n\n");
        body.Append("## Change\n\n").Append(Change(facts)).Append('\n');
        body.Append("## Result\n\n").Append(ResultRows.Render(facts)).Append('\n');
        if (MermaidChart.Render(record.MetricName, Progress.Until(facts.Records, record, MermaidChart.MostPoints)) is { } chart)
            body.Append("## Progress\n\n").Append(chart).Append('\n');
        return body.Append(Reproduce(record)).ToString();
    }

    // Each paragraph is one line: GitHub shows the line ends in a pull request as they are.
    private static string Reproduce(ExperimentRecord record) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"## Reproduce\n\n```\ndotnet autoresearch verify {record.Number}\n```\n\n"
                + $"builds the experiment again and scores its saved weights, where its ledger is. Elsewhere, `dotnet run -c Release` on "
                + $"this branch trains it once from the start and prints its {GitHubText.Markdown(record.MetricName, IdeaLimit)}.\n"
        );

    private static string Verdict(BodyFacts facts)
    {
        var record = facts.Record;
        var name = GitHubText.Markdown(record.MetricName, IdeaLimit);
        var how =
            record.Status == ExperimentStatus.Simplified ? ", as good within noise and with less code"
            : record.Confidence is { } confidence ? $", better with {ResultRows.Confidence(confidence)} confidence"
            : "";
        var by = record.Origin.Proposer.Length == 0 ? "" : $", proposed by {GitHubText.Code(record.Origin.Proposer)}";
        return $"**{name} {Format.Metric(record.Metric)}**{Format.Against(record, facts.Direction)}{how}. Experiment "
            + $"{Format.Number(record.Number)} of {record.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{by}.";
    }

    private static IEnumerable<string> Notes(BodyFacts facts)
    {
        if (facts.Branch is { IsStacked: true } branch)
            yield return $"**Stacked** on {GitHubText.Code(branch.BaseName)}: it does not apply without "
                + $"that change. Review that one first.";
        if (facts.BaseLock is { } baseLock && baseLock != facts.Record.Conditions.Lock)
            yield return $"**Measured under another lock** than its base has ({GitHubText.Code(facts.Record.Conditions.Lock)}, and the "
                + $"base has {GitHubText.Code(baseLock)}): data, metric or packages differ there, and so may the score.";
    }

    // A name is a candidate's text.
    private static string Value(KnobValue value) => value.Number is null ? GitHubText.Code(value.ToString()) : value.Cell;

    private static string Change(BodyFacts facts)
    {
        var lines = new StringBuilder();
        var (record, change) = (facts.Record, facts.Change);
        foreach (var knob in record.Knobs.Take(MostKnobs))
            lines.Append(CultureInfo.InvariantCulture, $"- {GitHubText.Code(knob.Name)}: {Value(knob.From)} → {Value(knob.To)}\n");
        if (record.Knobs.Count > MostKnobs)
            lines.Append(CultureInfo.InvariantCulture, $"- and {record.Knobs.Count - MostKnobs} knobs more\n");
        var files =
            string.Join(", ", change.Files.Take(MostFiles).Select(GitHubText.Code)) + (change.Files.Count > MostFiles ? " and others" : "");
        lines.Append(CultureInfo.InvariantCulture, $"- {files}: {Lines(change.Insertions)} added, {change.Deletions} removed\n");
        if (record.CodeTokens is { } tokens && facts.Incumbent?.CodeTokens is { } before)
            lines.Append(
                tokens == before
                    ? "- no token of code more or less\n"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"- {Math.Abs(tokens - before):#,0} tokens of code {(tokens < before ? "less" : "more")}\n"
                    )
            );
        return lines.ToString();
    }

    private static string NotKept(BodyFacts facts)
    {
        var neighbours = NearbyExperiments.Of(facts.Records, facts.Record);
        if (neighbours.Count == 0)
            return "";
        var section = new StringBuilder();
        section.Append(
            CultureInfo.InvariantCulture,
            $"\n<details>\n<summary>Tried before and not kept: "
                + $"{(neighbours.Count == 1 ? "1 neighbour" : $"{neighbours.Count} neighbours")}</summary>\n\n"
        );
        section.Append(
            CultureInfo.InvariantCulture,
            $"| | idea | {GitHubText.Markdown(facts.Record.MetricName, IdeaLimit)} | against its incumbent | decision |\n"
                + $"|---|---|---|---|---|\n"
        );
        foreach (var record in neighbours)
            section.Append(
                CultureInfo.InvariantCulture,
                $"| {Format.Number(record.Number)} | {GitHubText.Markdown(record.Description, IdeaLimit)} | "
                    + $"{Format.Metric(record.Metric)} | {Format.Percent(record.Change)} | {record.Status.Name()} |\n"
            );
        return section.Append("\n</details>\n").ToString();
    }

    private static string Lines(int count) => count == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{count} lines");
}
