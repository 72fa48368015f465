using System.Globalization;
using System.Text;
using AutoResearch.Research.Memory;

namespace AutoResearch.Research.Ledger;

/// <summary><c>experiments.md</c>: all experiments as one table, and what follows from them.</summary>
internal static class ExperimentsPage
{
    public static string Render(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        var page = new StringBuilder("# Experiments\n\n## Key findings\n\n");
        foreach (var finding in KeyFindings(records, direction, MarkdownText.Escape))
            page.Append("- ").Append(finding).Append('\n');
        if (ExpectationReview.Of(records, direction) is { } review)
            Expectations(page, review);
        page.Append("\n## All experiments\n\n| # | time | change | metric | vs incumbent | decision |\n|---|---|---|---|---|---|\n");
        foreach (var record in records)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {Format.Number(record.Number)} | {record.Time.UtcDateTime:yyyy-MM-dd HH:mm} | "
                    + $"{MarkdownText.Escape(record.Description)} | {Format.Metric(record.Metric)} | {Format.Percent(record.Change)} | "
                    + $"{record.Status.Name()} |\n"
            );
        }

        return page.ToString();
    }

    /// <summary>What follows from all experiments, in sentences.</summary>
    /// <param name="quote">Escapes a proposer's text for the place where the sentences are shown.</param>
    public static IEnumerable<string> KeyFindings(
        IReadOnlyList<ExperimentRecord> records,
        Direction direction,
        Func<string, string> quote
    ) => Progress(records, quote).Concat(FindingLines.Of(Findings.Of(records, direction), records[^1].MetricName, quote));

    private static void Expectations(StringBuilder page, ExpectationReview review)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## Expectations\n\n{review.Summary}\n\n")
            .Append("| proposer | judged | no score | expected | came | within one | within two | verdict |\n")
            .Append("|---|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var calibration in review.Proposers)
        {
            var isJudged = calibration.Count > 0;
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {MarkdownText.Escape(calibration.Proposer)} | {calibration.Count} | {calibration.Unscored} | "
                    + $"{(isJudged ? Format.Gain(calibration.Expected) : "")} | {(isJudged ? Format.Gain(calibration.Came) : "")} | "
                    + $"{Format.Part(calibration.WithinOne, calibration.Count)} | "
                    + $"{Format.Part(calibration.WithinTwo, calibration.Count)} | {calibration.Verdict ?? "too few"} |\n"
            );
        }
    }

    private static IEnumerable<string> Progress(IReadOnlyList<ExperimentRecord> records, Func<string, string> quote)
    {
        var counts = string.Join(", ", records.CountByStatus().Select(entry => $"{entry.Count} {entry.Status.Name()}"));
        yield return $"{records.Count} experiments: {counts}.";
        if (records.Incumbent() is not { Metric: { } best } incumbent || records.FirstBaseline() is not { Metric: { } first } baseline)
            yield break;
        if (incumbent.Number == baseline.Number)
        {
            yield return $"The baseline stands at {incumbent.MetricName} {Format.Metric(best)}; nothing better was found yet.";
            yield break;
        }

        yield return $"{incumbent.MetricName} went from {Format.Metric(first)} to {Format.Metric(best)} "
            + $"({Format.Percent((best - first) / Math.Abs(first))}) under {incumbent.Conditions.Budget} on "
            + $"{incumbent.Conditions.Device}.";
        var gains = records.Where(record =>
            record.Status.IsMerged() && !record.IsBaseline && record.Conditions == incumbent.Conditions && record.Change is not null
        );
        foreach (var gain in gains.OrderByDescending(record => Math.Abs(record.Change!.Value)).Take(3))
            yield return $"{quote(gain.Description)} (experiment {Format.Number(gain.Number)}): {Format.Percent(gain.Change)}.";
    }
}
