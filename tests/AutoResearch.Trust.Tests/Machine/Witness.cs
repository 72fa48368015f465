using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Trust.Machine;

/// <summary>Remembers what a person would have been told.</summary>
internal sealed class Witness : IExperimentObserver
{
    private readonly List<string> notices = [];

    public void Begin(int number, string description, TrainingBudget budget) { }

    public void Enter(ExperimentPhase phase) { }

    public void Again(bool incumbent, int run, int? most) { }

    public void Step(StepEvent step) { }

    public void Notice(string text) => notices.Add(text);

    public void End(ExperimentRecord record) { }

    public override string ToString() => string.Join('\n', notices);
}
