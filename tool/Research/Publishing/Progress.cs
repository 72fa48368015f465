using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Publishing;

/// <summary>How far the research had come after an experiment.</summary>
internal readonly record struct ProgressPoint(int Experiment, double Value);

/// <summary>The way to an experiment: the score of the code that the research branch held after each one.</summary>
internal static class Progress
{
    /// <summary>
    /// From the first baseline under the experiment's conditions up to the experiment itself; later experiments do not change what was
    /// published. Evenly spread over the experiments, at most <paramref name="most"/> points, the first and the last always among them.
    /// </summary>
    public static IReadOnlyList<ProgressPoint> Until(IReadOnlyList<ExperimentRecord> records, ExperimentRecord last, int most)
    {
        var all = new List<ProgressPoint>();
        double? value = null;
        foreach (var record in records.Take(last.Number))
        {
            if (record.Status.IsMerged() && record.Conditions == last.Conditions && record.Metric is { } measured)
                value = measured;
            if (value is { } known && double.IsFinite(known))
                all.Add(new ProgressPoint(record.Number, known));
        }

        return all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * (all.Count - 1) / (most - 1))])];
    }
}
