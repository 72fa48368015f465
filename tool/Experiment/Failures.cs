using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Experiment;

/// <summary>Which exceptions are results of an experiment.</summary>
internal static class Failures
{
    /// <summary>The failure that an exception stands for; null for an error of the tool, the machine or the user.</summary>
    public static Failure? From(Exception exception) =>
        exception switch
        {
            CandidateFailedException failed => new Failure(failed.Status, failed.Message, failed.Detail),
            OperationCanceledException => new Failure(ExperimentStatus.Interrupted, "stopped before it was judged", null),
            _ => null,
        };
}
