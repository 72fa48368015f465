using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

// What each stage of an experiment hands to the next one. Nothing here changes once it is made.

/// <summary>Why an experiment has no score.</summary>
internal sealed record Failure(ExperimentStatus Status, string Reason, string? Detail);

/// <summary>The change under test, and what it will be compared with.</summary>
/// <param name="Incumbent">Null when the research branch itself is measured.</param>
/// <param name="Files">The editable files that differ; none for a baseline.</param>
/// <param name="Contents">Their new texts; null where they are taken from the working tree.</param>
internal sealed record Captured(
    int Number,
    string Description,
    string Parent,
    string ResearchBranch,
    IReadOnlyList<string> Files,
    ResearchProgram Program,
    string LockId,
    ExperimentRecord? Incumbent,
    DateTimeOffset Time,
    Origin Origin,
    IReadOnlyDictionary<string, string>? Contents
)
{
    public bool IsBaseline => Incumbent is null;

    /// <summary>The slot that it is run in.</summary>
    public int Slot { get; init; }

    /// <summary>Other slots train beside it.</summary>
    public bool IsBesideOthers { get; init; }

    /// <summary>The ledger as it was then: what it is judged by, whatever ends beside it.</summary>
    public required IReadOnlyList<ExperimentRecord> Ledger { get; init; }

    /// <summary>How many of the experiments before it were not in the ledger then.</summary>
    public int Unseen => Number - 1 - Ledger.Count;

    /// <summary>On how many threads it has to be run; null where that is not decided yet.</summary>
    public int? Threads { get; init; }
}

/// <summary>
/// A commit that is checked out in a slot: all that building, training and scoring need to know of it. An experiment has one. So does a
/// draft that is built, the incumbent when it is run again, and an old experiment that is scored again.
/// </summary>
/// <param name="Number">Its experiment, or the one that it may become.</param>
/// <param name="Parent">The commit whose locked files it has to have.</param>
/// <param name="Program">What program.md asks of it.</param>
/// <param name="Incumbent">The experiment whose device it has to train on, and whose training time its own is judged by; null where nothing
/// was measured before.</param>
internal sealed record Candidate(int Number, string Commit, string Parent, ResearchProgram Program, Slot Slot, ExperimentRecord? Incumbent)
{
    public bool IsBaseline => Incumbent is null;
}

/// <summary>The candidate commit on a branch of its own.</summary>
/// <param name="Change">Its change as code; compared while it is built.</param>
internal sealed record Branched(Captured Captured, Journal Journal, Candidate Candidate, Task<CodeChange> Change);

/// <summary>The program, or why there is none.</summary>
/// <param name="CodeTokens">Tokens of the editable files, without comments and white space.</param>
internal sealed record Built(Candidate Candidate, Sdk Sdk, BuildResult Result, int CodeTokens, Failure? Failure);

/// <summary>A model, trained once on one seed, in its process; or why there is none.</summary>
/// <param name="Session">Null when no process was started.</param>
/// <param name="Curve">The losses that it reported.</param>
/// <param name="Weights">The file with the weights as training left them; null where nobody asked for them.</param>
internal sealed record Trained(
    Built Built,
    long Seed,
    TrainingSession? Session,
    StartedEvent? Started,
    TrainedEvent? Result,
    LearningCurve Curve,
    string? Weights,
    Failure? Failure
)
{
    /// <summary>What the run did; null when it did not come back.</summary>
    public RunWork? Work => Result is { } result ? RunWork.Of(result) : null;

    /// <summary>The pace of the run, as far as the process reported it; null when it reported nothing.</summary>
    public RunPace? Pace =>
        Result is { } result ? RunPace.Of(result)
        : Session?.Processors is { } told ? RunPace.Of(told)
        : null;
}

/// <summary>The score of one run, or why there is none.</summary>
internal sealed record Scored(Trained Trained, EvaluatedEvent? Score, Failure? Failure)
{
    public RunSeconds Seconds =>
        new(Trained.Session?.StartupSeconds ?? 0, Trained.Result?.Seconds ?? Trained.Session?.TrainingSeconds ?? 0, Score?.Seconds ?? 0);
}

/// <summary>Where the time of training processes went, for the runs that count.</summary>
internal readonly record struct RunSeconds(double Startup, double Train, double Evaluation)
{
    public static RunSeconds operator +(RunSeconds left, RunSeconds right) =>
        new(left.Startup + right.Startup, left.Train + right.Train, left.Evaluation + right.Evaluation);
}

/// <summary>All runs that the keep rule asked for, and what it decided; or why it could not.</summary>
/// <param name="Runs">The candidate's, the failed one included.</param>
/// <param name="IncumbentRuns">What the incumbent scored meanwhile.</param>
/// <param name="Noise">The noise floor at the end; null where none is known.</param>
/// <param name="Seconds">The time of all runs together.</param>
internal sealed record Measured(
    Built Built,
    IReadOnlyList<Scored> Runs,
    IReadOnlyList<SeedScore> IncumbentRuns,
    double? Noise,
    double? Reference,
    RunSeconds Seconds,
    Decision? Decision,
    Failure? Failure
)
{
    /// <summary>What the incumbent's runs did, in their order.</summary>
    public IReadOnlyList<RunWork> IncumbentWork { get; init; } = [];

    /// <summary>How many runs, the incumbent's included, a busy machine slowed.</summary>
    public int Slowed { get; init; }

    /// <summary>The process of the last run, if there is one.</summary>
    public TrainingSession? Session => Runs.Count > 0 ? Runs[^1].Trained.Session : null;
}

/// <summary>The decision after what would be kept was reproduced and scored on the held-out split.</summary>
/// <param name="Weights">SHA-256 of the weights a kept result was reproduced from.</param>
/// <param name="HeldOut">Its score on the held-out split.</param>
internal sealed record Confirmed(
    Measured Measured,
    RunSeconds Seconds,
    Decision? Decision,
    string? Weights,
    double? HeldOut,
    Failure? Failure
);

/// <summary>The experiment as it now stands in the repository.</summary>
/// <param name="Merged">The research branch holds it. What was kept and conflicts with the branch is not merged.</param>
internal sealed record Concluded(ExperimentRecord Record, string Branch, bool Merged);
