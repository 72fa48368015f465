using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Training;

namespace AutoResearch.Loop;

// What each stage of an experiment hands to the next one. Nothing here changes once it is made.

/// <summary>Why an experiment has no score.</summary>
internal sealed record Failure(ExperimentStatus Status, string Reason, string? Detail);

/// <summary>The change under test, and what it will be compared with.</summary>
/// <param name="Incumbent">Null when the research branch itself is measured.</param>
/// <param name="Files">The editable files that differ; none for a baseline.</param>
internal sealed record Captured(
    int Number, string Description, string Parent, string ResearchBranch, IReadOnlyList<string> Files,
    ResearchProgram Program, string LockId, IReadOnlyList<long> Seeds, ExperimentRecord? Incumbent, DateTimeOffset Time)
{
    public bool IsBaseline => Incumbent is null;
}

/// <summary>The candidate commit on its branch, checked out in a slot.</summary>
internal sealed record Branched(Captured Captured, Journal Journal, Slot Slot);

/// <summary>The program, or why there is none.</summary>
internal sealed record Built(Branched Branched, Sdk Sdk, BuildResult Result, Failure? Failure);

/// <summary>The trained model in its process, or why there is none.</summary>
/// <param name="Session">Null when nothing was built.</param>
/// <param name="Weights">The file with the weights as training left them.</param>
internal sealed record Trained(
    Built Built, TrainingSession? Session, StartedEvent? Started, TrainedEvent? Result, string? Weights, Failure? Failure);

/// <summary>The score, or why there is none.</summary>
/// <param name="StartupSeconds">Of all training processes together.</param>
/// <param name="EvaluationSeconds">Of all scorings together.</param>
/// <param name="Weights">SHA-256 of the weights a kept result was reproduced from.</param>
internal sealed record Evaluated(
    Trained Trained, EvaluatedEvent? Score, Decision? Decision, double StartupSeconds, double EvaluationSeconds, string? Weights, Failure? Failure);

/// <summary>The verdict, ready to be written down.</summary>
internal sealed record Decided(Branched Branched, ExperimentRecord Record);

/// <summary>The experiment as it now stands in the repository.</summary>
/// <param name="Merged">The research branch holds it. What was kept and conflicts with the branch is not merged.</param>
internal sealed record Concluded(ExperimentRecord Record, string Branch, bool Merged);
