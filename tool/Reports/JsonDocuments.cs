using System.Text.Json.Serialization;
using AutoResearch.Research;

namespace AutoResearch.Reports;

// The documents of --json. Names and shapes are a contract: fields are added, never renamed.

internal sealed record ErrorDocument(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message);

internal sealed record MetricDocument(string Name, double? Value, double? Baseline, double? Change);

internal sealed record SecondsDocument(double Build, double Startup, double Train, double Eval, double Overhead, double Total);

internal sealed record ExperimentDocument(
    int Experiment, string Status, string Reason, string Description, MetricDocument Metric, int Runs, SecondsDocument Seconds,
    string Commit, string Branch, string Parent, long? PeakMemory, long? Tokens, long? Steps, long? Parameters, ConditionsDocument Conditions,
    IReadOnlyList<long> Seeds, IReadOnlyList<double> Scores, double? Noise, double? Confidence, int? CodeTokens, int IncumbentRuns, int Slowed,
    DateTimeOffset Time, string? Detail, bool? Merged = null);

internal sealed record ConditionsDocument(string Lock, string Budget, string Device);

internal sealed record StatusDocument(
    string Folder, string Branch, bool Initialised, bool Running, int Experiments, IReadOnlyDictionary<string, int> Counts,
    ExperimentDocument? Incumbent, double? FirstBaseline, IReadOnlyList<string> Changed, NoiseDocument? Noise, ReferenceDocument? Reference,
    IReadOnlyList<DriftDocument> Drift);

/// <param name="Deviation">Standard deviation of one run.</param>
internal sealed record NoiseDocument(double Deviation, int DegreesOfFreedom, double Correlation);

/// <summary>What candidates are compared with: the incumbent's mean over the runs it was not kept for.</summary>
internal sealed record ReferenceDocument(double Value, int Runs);

/// <param name="Gap">How far the gains on validation do not carry over to the held-out split, as a fraction.</param>
internal sealed record DriftDocument(int Experiment, double Gap);

internal sealed record LogDocument(IReadOnlyList<ExperimentDocument> Experiments);

internal sealed record ShowDocument(ExperimentDocument Experiment, string Page, string Diff);

internal sealed record RestoreDocument(int Experiment, IReadOnlyList<string> Files);

internal sealed record LockDocument(int Files, IReadOnlyList<string> Changed, string? Commit);

internal sealed record DoctorDocument(bool Healthy, IReadOnlyList<DoctorCheckDocument> Checks);

internal sealed record DoctorCheckDocument(string Name, string State, string Message);

internal sealed record DemoDocument(string Project, IReadOnlyList<ExperimentDocument> Experiments, SecondsDocument Seconds);

internal sealed record VerifyDocument(
    bool Agrees, int Experiments, IReadOnlyList<FindingDocument> Findings, IReadOnlyList<NoteDocument> Notes, IReadOnlyList<ReproducedDocument> Reproduced);

internal sealed record FindingDocument(string Code, int? Experiment, string Where, string Problem, string Remedy);

internal sealed record NoteDocument(int? Experiment, string Text);

internal sealed record ReproducedDocument(int Experiment, string Metric, double Recorded, double Reproduced);

/// <param name="Remote">Null in a repository without one.</param>
internal sealed record PullRequestsDocument(string? Remote, IReadOnlyList<PullRequestDocument> PullRequests);

/// <summary>A pull request as it would be. What is about its branch is missing where none can be made; the problem says why.</summary>
internal sealed record PullRequestDocument(
    int Experiment, string Title, string Body, string? Branch, string? Base, string? Commit, string? BaseCommit, bool? Stacked, IReadOnlyList<string>? Files, int? Insertions,
    int? Deletions, string Message, bool Draft, IReadOnlyList<string> Labels, IReadOnlyList<string> Reviewers, ErrorBody? Problem);

[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ExperimentDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(RestoreDocument))]
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(PullRequestsDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DocumentsJson : JsonSerializerContext;

/// <summary>Turns records into documents.</summary>
internal static class Documents
{
    /// <param name="merged">Whether the research branch now holds it; null where that is not looked at.</param>
    public static ExperimentDocument Of(ExperimentRecord record, double? total = null, bool? merged = null)
    {
        var seconds = total is { } measured ? record.Seconds with { Total = measured } : record.Seconds;
        return new ExperimentDocument(
            record.Number, record.Status.Name(), record.Reason, record.Description,
            new MetricDocument(record.MetricName, record.Metric, record.Incumbent, Rounded(record.Change)),
            record.Metric is null ? 0 : record.Seeds.Count, Of(seconds), record.Commit,
            Repository.ExperimentRefs.BranchName(record.Number, Slug.Of(record.Description)), record.Parent,
            record.PeakMemory, record.Tokens, record.Steps, record.Parameters,
            new ConditionsDocument(record.Conditions.Lock, record.Conditions.Budget, record.Conditions.Device), record.Seeds,
            record.Scores, record.Noise, record.Confidence, record.CodeTokens, record.IncumbentRuns.Count, record.Slowed, record.Time,
            record.Detail is { } detail ? $"{UntrustedText.Label}:\n{UntrustedText.Fence(detail, "text")}" : null, merged);
    }

    public static VerifyDocument Of(Loop.AuditReport report) => new(
        report.Agrees, report.Experiments,
        [.. report.Findings.Select(finding => new FindingDocument(finding.Code, finding.Experiment, finding.Where, finding.Problem, finding.Remedy))],
        [.. report.Notes.Select(note => new NoteDocument(note.Experiment, note.Text))],
        [.. report.Scores.Select(score => new ReproducedDocument(score.Experiment, score.Metric, score.Recorded, score.Reproduced))]);

    public static SecondsDocument Of(PhaseSeconds seconds) => new(
        Math.Round(seconds.Build, 3), Math.Round(seconds.Startup, 3), Math.Round(seconds.Train, 3), Math.Round(seconds.Eval, 3),
        Math.Round(seconds.Overhead, 3), Math.Round(seconds.Total, 3));

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 6) : null;
}
