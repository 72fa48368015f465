using System.Text.Json.Nodes;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;
using AutoResearch.Research.Search;

namespace AutoResearch.Experiment;

/// <summary>Turns what is recorded of an experiment into documents.</summary>
internal static class ExperimentDocuments
{
    /// <param name="merged">Whether the research branch now holds it; null where that is not looked at.</param>
    /// <param name="direction">Which way the metric is better; where it is not given, nothing is said of what was learned.</param>
    public static ExperimentDocument Of(ExperimentRecord record, double? total = null, bool? merged = null, Direction? direction = null)
    {
        var seconds = total is { } measured ? record.Seconds with { Total = measured } : record.Seconds;
        return new ExperimentDocument(
            record.Number,
            record.Status.Name(),
            record.Reason,
            record.Description,
            new MetricDocument(record.MetricName, record.Metric, record.Incumbent, Rounded(record.Change)),
            record.Metric is null ? 0 : record.Seeds.Count,
            Of(seconds),
            record.Commit,
            Repository.ExperimentRefs.BranchName(record.Number, Slug.Of(record.Description)),
            record.Parent,
            record.PeakMemory,
            record.Tokens,
            record.Steps,
            record.Parameters,
            new ConditionsDocument(record.Conditions.Lock, record.Conditions.Budget, record.Conditions.Device),
            record.Seeds,
            record.Scores,
            record.Noise,
            record.Confidence,
            record.CodeTokens,
            record.IncumbentRuns.Count,
            record.Slowed,
            record.Time,
            record.Detail is { } detail ? $"{UntrustedText.Label}:\n{UntrustedText.Fence(detail, "text")}" : null,
            merged,
            record.Origin.Proposer.Length == 0 ? null : record.Origin.Proposer,
            record.Origin == Origin.Person ? null : Of(record.Origin.Cost),
            [.. record.Knobs.Select(knob => new KnobDocument(knob.Name, Of(knob.From), Of(knob.To)))],
            direction is { } way ? Lesson.Of(record, way) : null,
            record.Origin.Expectation is { } expected ? new ExpectationDocument(expected.Gain, expected.Deviation) : null,
            Of(record.Work),
            Of(record.IncumbentWork)
        );
    }

    private static IReadOnlyList<WorkDocument>? Of(IReadOnlyList<RunWork> work) =>
        work.Count == 0 ? null : [.. work.Select(run => new WorkDocument(run.Seconds, run.Steps, run.Tokens, run.CpuSeconds, run.Pace))];

    // A number, or the name of an alternative.
    private static JsonValue Of(KnobValue value) =>
        value.Number is { } number ? JsonValue.Create(number) : JsonValue.Create(value.ToString());

    public static CostDocument Of(ProposalCost cost) => new(Math.Round(cost.Seconds, 3), cost.Tokens, cost.Dollars);

    public static SecondsDocument Of(PhaseSeconds seconds) =>
        new(
            Math.Round(seconds.Build, 3),
            Math.Round(seconds.Startup, 3),
            Math.Round(seconds.Train, 3),
            Math.Round(seconds.Eval, 3),
            Math.Round(seconds.Overhead, 3),
            Math.Round(seconds.Total, 3)
        );

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 6) : null;
}
