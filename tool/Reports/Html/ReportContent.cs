using AutoResearch.Research.Ledger;
using AutoResearch.Research.Memory;

namespace AutoResearch.Reports.Html;

/// <summary>What a report is made of.</summary>
/// <param name="Title">The project's name.</param>
/// <param name="Records">The whole ledger, in order; at least one.</param>
/// <param name="Findings">The key findings, a line of plain text each.</param>
/// <param name="Diff">The change of an experiment as a unified diff; empty where there is none. Untrusted text.</param>
/// <param name="Expectations">What was expected against what came; null where nothing was expected.</param>
internal sealed record ReportContent(
    string Title,
    IReadOnlyList<ExperimentRecord> Records,
    IReadOnlyList<string> Findings,
    Func<ExperimentRecord, string> Diff,
    ExpectationReview? Expectations = null
);
