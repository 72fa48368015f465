using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports.Live;

/// <summary>Where the metric stands: what every view of a run says first.</summary>
/// <param name="Metric">Its name; empty before the first experiment.</param>
/// <param name="Baseline">The first measurement that compares with the incumbent; null before there is one.</param>
/// <param name="Best">The incumbent; null before there is one.</param>
/// <param name="Course">What the research branch scored after each experiment since the baseline, in units of the metric.</param>
internal sealed record RunStanding(string Metric, ExperimentRecord? Baseline, ExperimentRecord? Best, IReadOnlyList<double> Course)
{
    public static readonly RunStanding Unknown = new("", null, null, []);

    /// <summary>The relative change from the baseline to the incumbent.</summary>
    public double? Gain => Baseline?.Metric is { } from && Best?.Metric is { } to && from != 0 ? (to - from) / Math.Abs(from) : null;

    public static RunStanding Of(IReadOnlyList<ExperimentRecord> records)
    {
        if (records.Incumbent() is not { } best || records.FirstBaseline() is not { Metric: { } first } baseline)
            return records.Count == 0 ? Unknown : Unknown with { Metric = records[^1].MetricName };
        var course = new List<double>();
        var current = first;
        foreach (var record in records.SkipWhile(record => record.Number < baseline.Number))
        {
            if (record.Status.IsMerged() && record.Metric is { } metric && record.Conditions == best.Conditions)
                current = metric;
            course.Add(current);
        }

        return new RunStanding(best.MetricName, baseline, best, course);
    }

    /// <summary><c>val_bpb 1.9130, -6.95 % from 2.0558</c>; empty before there is a baseline.</summary>
    public string Text =>
        Best is null ? ""
        : Best.Number == Baseline!.Number ? $"{Metric} {Format.Metric(Best.Metric)}, the baseline"
        : $"{Metric} {Format.Metric(Best.Metric)}, {Format.Percent(Gain)} from {Format.Metric(Baseline.Metric)}";
}
