using System.Text.Json.Serialization;
using AutoResearch.Audit;
using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Reports;

// The documents of --json. Names and shapes are a contract: fields are added, never renamed.

internal sealed record ErrorDocument(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message);

/// <param name="LedgerOn">The remote that has the ledger where this clone has none.</param>
internal sealed record StatusDocument(
    string Folder,
    string Branch,
    bool Initialised,
    bool Running,
    int Experiments,
    IReadOnlyDictionary<string, int> Counts,
    ExperimentDocument? Incumbent,
    double? FirstBaseline,
    IReadOnlyList<string> Changed,
    NoiseDocument? Noise,
    ReferenceDocument? Reference,
    IReadOnlyList<DriftDocument> Drift,
    string? LedgerOn = null,
    IReadOnlyList<UnderwayDocument>? Underway = null
);

/// <summary>An experiment that is not in the ledger yet.</summary>
/// <param name="Slot">Counted from 1.</param>
/// <param name="Decided">It waits for an experiment before it.</param>
internal sealed record UnderwayDocument(int Experiment, string Description, int Slot, DateTimeOffset Started, bool Decided);

/// <param name="Deviation">Standard deviation of one run.</param>
internal sealed record NoiseDocument(double Deviation, int DegreesOfFreedom, double Correlation);

/// <summary>What candidates are compared with: the incumbent's mean over the runs it was not kept for.</summary>
internal sealed record ReferenceDocument(double Value, int Runs);

/// <param name="Gap">How far the gains on validation do not carry over to the held-out split, as a fraction.</param>
internal sealed record DriftDocument(int Experiment, double Gap);

/// <param name="LedgerOn">The remote that has the ledger where this clone has none.</param>
internal sealed record LogDocument(IReadOnlyList<ExperimentDocument> Experiments, string? LedgerOn = null);

internal sealed record ShowDocument(ExperimentDocument Experiment, string Page, string Diff);

internal sealed record RestoreDocument(int Experiment, IReadOnlyList<string> Files);

/// <param name="Program">The text of program.md.</param>
/// <param name="Better">Which way the metric is better: lower or higher.</param>
/// <param name="Files">The editable files as the working tree has them, then the locked code of the project.</param>
internal sealed record ProgramTextDocument(
    string Program,
    string Metric,
    string Better,
    string Budget,
    IReadOnlyList<string> Editable,
    IReadOnlyList<FileDocument> Files
);

internal sealed record FileDocument(string Path, bool Editable, string Text);

internal sealed record LockDocument(int Files, IReadOnlyList<string> Changed, string? Commit);

internal sealed record DoctorDocument(bool Healthy, IReadOnlyList<DoctorCheckDocument> Checks);

internal sealed record DoctorCheckDocument(string Name, string State, string Message);

internal sealed record DemoDocument(string Project, IReadOnlyList<ExperimentDocument> Experiments, SecondsDocument Seconds);

internal sealed record VerifyDocument(
    bool Agrees,
    int Experiments,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<NoteDocument> Notes,
    IReadOnlyList<ReproducedDocument> Reproduced
);

internal sealed record FindingDocument(string Code, int? Experiment, string Where, string Problem, string Remedy);

internal sealed record NoteDocument(int? Experiment, string Text);

internal sealed record ReproducedDocument(int Experiment, string Metric, double Recorded, double Reproduced);

/// <param name="Reason">Why the run is over, as the rest of a sentence.</param>
/// <param name="Seconds">Wall-clock, interruptions not counted.</param>
/// <param name="Slots">How many experiments ran at the same time.</param>
/// <param name="Baseline">The first measurement that compares with the incumbent.</param>
internal sealed record RunDocument(
    string Reason,
    int Experiments,
    int Kept,
    int SinceKept,
    double Seconds,
    double TrainSeconds,
    int Slots,
    CostDocument Cost,
    IReadOnlyList<ProposerDocument> Proposers,
    ExperimentDocument? Incumbent,
    double? Baseline
);

internal sealed record ProposerDocument(
    string Name,
    double Share,
    int Experiments,
    int Kept,
    double Gain,
    CostDocument Cost,
    string? SetAside
);

/// <param name="Rows">Experiments in the page's table.</param>
/// <param name="Diffs">Of them, with their change.</param>
internal sealed record ReportDocument(string File, string Overview, long Bytes, int Experiments, int Rows, int Diffs);

/// <param name="Remote">Null in a repository without one.</param>
internal sealed record PullRequestsDocument(string? Remote, IReadOnlyList<PullRequestDocument> PullRequests);

/// <summary>A pull request as it would be. What is about its branch is missing where none can be made; the problem says why.</summary>
internal sealed record PullRequestDocument(
    int Experiment,
    string Title,
    string Body,
    string? Branch,
    string? Base,
    string? Commit,
    string? BaseCommit,
    bool? Stacked,
    IReadOnlyList<string>? Files,
    int? Insertions,
    int? Deletions,
    string Message,
    bool Draft,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Reviewers,
    ErrorBody? Problem
);

/// <summary>What became of what was published.</summary>
internal sealed record DeliveriesDocument(IReadOnlyList<DeliveryDocument> Deliveries);

/// <param name="Outcome">opened, updated, unchanged, queued or refused.</param>
/// <param name="PullRequest">Its number on the server; missing unless it was delivered.</param>
/// <param name="NotBefore">When the server wants to be asked again, at the earliest.</param>
internal sealed record DeliveryDocument(
    int Experiment,
    string Outcome,
    int? PullRequest,
    string? Url,
    DateTimeOffset? NotBefore,
    ErrorBody? Problem
);

[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ReportDocument))]
[JsonSerializable(typeof(ExperimentDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(RestoreDocument))]
[JsonSerializable(typeof(ProgramTextDocument))]
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(PullRequestsDocument))]
[JsonSerializable(typeof(DeliveriesDocument))]
[JsonSerializable(typeof(SyncDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class DocumentsJson : JsonSerializerContext;

/// <summary>Turns records into documents.</summary>
internal static class Documents
{
    public static VerifyDocument Of(AuditReport report) =>
        new(
            report.Agrees,
            report.Experiments,
            [
                .. report.Findings.Select(finding => new FindingDocument(
                    finding.Code,
                    finding.Experiment,
                    finding.Where,
                    finding.Problem,
                    finding.Remedy
                )),
            ],
            [.. report.Notes.Select(note => new NoteDocument(note.Experiment, note.Text))],
            [.. report.Scores.Select(score => new ReproducedDocument(score.Experiment, score.Metric, score.Recorded, score.Reproduced))]
        );

    public static RunDocument Of(string reason, RunAccounts accounts, IReadOnlyList<ExperimentRecord> records) =>
        new(
            reason,
            accounts.Experiments,
            accounts.Kept,
            accounts.SinceKept,
            Math.Round(accounts.Seconds, 3),
            Math.Round(accounts.TrainSeconds, 3),
            accounts.Slots,
            ExperimentDocuments.Of(accounts.Cost),
            [
                .. accounts.Proposers.Select(account => new ProposerDocument(
                    account.Name,
                    Math.Round(account.Share, 4),
                    account.Experiments,
                    account.Kept,
                    account.Gain,
                    ExperimentDocuments.Of(account.Cost),
                    account.SetAside
                )),
            ],
            records.Incumbent() is { } incumbent ? ExperimentDocuments.Of(incumbent) : null,
            records.FirstBaseline()?.Metric
        );
}
