using AutoResearch.Experiment;

namespace AutoResearch.Reports.Live;

/// <summary>What goes on at the moment: a proposer is asked, or an experiment runs.</summary>
/// <param name="Proposer">Empty for what nobody proposed: a baseline.</param>
/// <param name="Attempt">Which time the proposer is asked, from 1.</param>
/// <param name="Refused">Why the last proposal was not taken; null where none was refused.</param>
/// <param name="Hypothesis">Null while it is being proposed.</param>
/// <param name="Phase">Null before the first one.</param>
/// <param name="Repetition">Which run of it, in words; empty for the first.</param>
/// <param name="Step">The last that training told; null where nothing trains.</param>
/// <param name="Seconds">Since the phase, or the proposing, began.</param>
internal sealed record RunningExperiment(
    int Number,
    string Proposer,
    int Attempt,
    string? Refused,
    string? Hypothesis,
    ExperimentPhase? Phase,
    string Repetition,
    StepEvent? Step,
    double Seconds
)
{
    public static RunningExperiment Proposed(int number, string proposer, int attempt, string? refused) =>
        new(number, proposer, attempt, refused, null, null, "", null, 0);

    /// <summary>In words: what is being done.</summary>
    public string Doing =>
        Hypothesis is null
            ? Attempt > 1
                ? $"proposing, attempt {Attempt}"
                : "proposing"
            : Phase is { } phase
                ? ProgressText.Name(phase) + (Repetition.Length > 0 ? $" ({Repetition})" : "")
                : "preparing";
}
