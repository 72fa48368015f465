using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>Progress as plain lines, for logs, agents and pipes.</summary>
/// <param name="prefix">Begins every line.</param>
internal sealed class PlainObserver(TextWriter output, string prefix = "") : IExperimentObserver
{
    // Ten lines a training, however long it is, and never more than one in two seconds.
    private const double ProgressBetweenLines = 0.1;
    private const double SecondsBetweenLines = 2;

    private double nextProgress;
    private double nextSeconds;

    public void Begin(int number, string description, TrainingBudget budget)
    {
        nextProgress = nextSeconds = 0;
        output.WriteLine($"{prefix}{Format.Number(number)} {description}");
    }

    public void Enter(ExperimentPhase phase)
    {
        if (phase == ExperimentPhase.Train)
            nextProgress = nextSeconds = 0;
        output.WriteLine($"{prefix}  {ProgressText.Name(phase)} …");
    }

    public void Again(bool incumbent, int run, int? most) => output.WriteLine($"{prefix}  {ProgressText.Again(incumbent, run, most)} …");

    public void Step(StepEvent step)
    {
        if (step.Progress < nextProgress || step.Seconds < nextSeconds)
            return;
        nextProgress = step.Progress + ProgressBetweenLines;
        nextSeconds = step.Seconds + SecondsBetweenLines;
        output.WriteLine(prefix + "  " + ProgressText.Line(step));
    }

    public void Notice(string text) => output.WriteLine(prefix + text);

    public void End(ExperimentRecord record) { }
}
