using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>The parts of an experiment that a person waits for.</summary>
internal enum ExperimentPhase
{
    Build,
    Startup,
    Train,
    Evaluate,
    Reproduce,
    Conclude,
}

/// <summary>Sees an experiment go by. Nothing it does can change the result.</summary>
internal interface IExperimentObserver : INotices
{
    /// <summary>An experiment begins.</summary>
    void Begin(int number, string description, TrainingBudget budget);

    void Enter(ExperimentPhase phase);

    /// <summary>Another run begins, on another seed.</summary>
    /// <param name="incumbent">Whether it is a run of the incumbent.</param>
    /// <param name="run">Counted from 1.</param>
    /// <param name="most">How many there will be at most; null where nobody knows.</param>
    void Again(bool incumbent, int run, int? most);

    void Step(StepEvent step);

    /// <summary>The experiment ended.</summary>
    void End(ExperimentRecord record);
}
