using System.Globalization;
using System.Text;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Novelty;

namespace AutoResearch.Research.Ledger;

/// <summary><c>experiments/NNNN.md</c>: one experiment, for people; the raw numbers are in its front matter.</summary>
internal static class ExperimentPage
{
    public static string FileName(int number) => $"experiments/{Format.Number(number)}.md";

    /// <param name="diff">The change against its parent.</param>
    /// <param name="neighbours">Earlier experiments that were like it.</param>
    public static string Render(ExperimentRecord record, string diff, Direction direction, IReadOnlyList<Neighbour>? neighbours = null)
    {
        var page = new StringBuilder();
        var description = MarkdownText.Escape(record.Description);
        FrontMatter(page, record);
        page.Append(CultureInfo.InvariantCulture, $"# {Format.Number(record.Number)} {description}\n\n");
        page.Append("## Hypothesis\n\n").Append(record.IsBaseline ? "The research branch as it is.\n\n" : description + "\n\n");
        if (record.Origin.Proposer.Length > 0)
            page.Append(
                CultureInfo.InvariantCulture,
                $"Proposed by {MarkdownText.Escape(record.Origin.Proposer)}: {Format.Cost(record.Origin.Cost)}.\n\n"
            );
        page.Append("## Change\n\n").Append(diff.Length == 0 ? "None.\n\n" : UntrustedText.Fence(UntrustedText.Clean(diff), "diff"));
        page.Append("## Result\n\n").Append(Result(record, direction)).Append('\n');
        page.Append("## Decision\n\n").Append(CultureInfo.InvariantCulture, $"**{record.Status.Name()}**: {record.Reason}\n\n");
        if (record.Detail is { Length: > 0 } detail)
            page.Append(CultureInfo.InvariantCulture, $"{UntrustedText.Label}:\n\n").Append(UntrustedText.Fence(detail, "text"));
        page.Append("## Learned\n\n").Append(MarkdownText.Escape(Lesson.Of(record, direction))).Append('\n');
        if (neighbours is { Count: > 0 })
            page.Append("\nLike it:\n\n")
                .AppendJoin("", neighbours.Select(neighbour => $"- experiment {MarkdownText.Escape(neighbour.ToString())}\n"));
        return page.ToString();
    }

    private static string Result(ExperimentRecord record, Direction direction)
    {
        if (record.Metric is null)
            return record.Slowed == 0 ? "Not measured.\n" : $"Not measured. {Format.Slowed(record.Slowed)}.\n";
        var lines = new StringBuilder("| | |\n|---|---|\n");
        Row(lines, record.MetricName, Format.Metric(record.Metric));
        if (record.Incumbent is not null)
            Row(lines, "against", $"{Format.Metric(record.Incumbent)} ({Format.Percent(record.Change)})");
        if (ExpectationOutcome.Of(record, direction) is { } outcome)
            Row(
                lines,
                "gain",
                $"expected {Format.Gain(outcome.Expectation.Gain)} ± {Format.Metric(outcome.Expectation.Deviation)}, came "
                    + $"{Format.Gain(outcome.Gain)} (more than 0 is better)"
            );
        if (record.Scores.Count > 1)
            Row(lines, "runs", string.Join(", ", record.Scores.Select(score => Format.Metric(score))));
        if (record.IncumbentRuns.Count > 0)
            Row(lines, "the incumbent again", string.Join(", ", record.IncumbentRuns.Select(run => Format.Metric(run.Score))));
        if (record.Noise is { } noise)
            Row(lines, "noise of one run", Format.Metric(noise));
        Row(
            lines,
            "training",
            $"{Format.Seconds(record.Seconds.Train)} in all; {Format.Count(record.Steps ?? 0)} steps, "
                + $"{Format.Count(record.Tokens ?? 0)} tokens a run"
        );
        if (record.Work.Count > 0 && record.Work.All(run => run.Pace is not null))
            Row(
                lines,
                "pace of the machine",
                $"{string.Join(", ", record.Work.Select(run => Format.Pace(run.Pace!.Value)))} of the usual one"
            );
        Row(lines, "peak memory", Format.Memory(record.PeakMemory));
        Row(lines, "parameters", Format.Count(record.Parameters ?? 0));
        if (record.Knobs.Count > 0)
            Row(lines, "knobs", MarkdownText.Escape(string.Join(", ", record.Knobs.Select(knob => knob.InWords()))));
        if (record.CodeTokens is { } tokens)
            Row(lines, "code", $"{tokens} tokens");
        Row(lines, "device", record.Conditions.Device);
        Row(lines, "overhead", Format.Seconds(record.Seconds.Overhead));
        if (record.Slowed > 0)
            Row(lines, "busy machine", Format.Slowed(record.Slowed));
        return lines.ToString();
    }

    private static void Row(StringBuilder lines, string name, string value) =>
        lines.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");

    private static void FrontMatter(StringBuilder page, ExperimentRecord record)
    {
        page.Append("---\n");
        var header = ResultsTable.Header(record.MetricName).TrimEnd('\n').Split('\t');
        var cells = ResultsTable.Row(record).TrimEnd('\n').Split('\t');
        foreach (var (name, value) in header.Zip(cells))
        {
            // Numbers and hashes stand as they are; anything a person or a candidate wrote is quoted.
            var plain = value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or ',');
            page.Append(CultureInfo.InvariantCulture, $"{name}: {(value.Length == 0 || plain ? value : Quoted(value))}\n");
        }

        page.Append("---\n\n");
    }

    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
