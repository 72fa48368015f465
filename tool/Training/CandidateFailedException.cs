using AutoResearch.Research.Ledger;

namespace AutoResearch.Training;

/// <summary>A candidate gave no score. Not an error of the tool: the experiment ends with this status.</summary>
internal sealed class CandidateFailedException(ExperimentStatus status, string reason, string? detail = null) : Exception(reason)
{
    public ExperimentStatus Status { get; } = status;

    /// <summary>A stack trace or the end of the log: untrusted text.</summary>
    public string? Detail { get; } = detail;
}
