using System.Globalization;
using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>The words of a running experiment.</summary>
internal static class ProgressText
{
    public static string Name(ExperimentPhase phase) =>
        phase switch
        {
            ExperimentPhase.Build => "building",
            ExperimentPhase.Startup => "starting",
            ExperimentPhase.Train => "training",
            ExperimentPhase.Evaluate => "evaluating",
            ExperimentPhase.Reproduce => "reproducing from the saved weights",
            _ => "concluding",
        };

    /// <summary>Which run it is.</summary>
    public static string Again(bool incumbent, int run, int? most) =>
        incumbent ? "the incumbent again, to compare with"
        : most is { } all ? $"run {run} of at most {all}"
        : $"run {run}";

    /// <summary><c> 45 %  step 812  loss 2.431  41.2 k tokens/s  33 s left</c></summary>
    public static string Line(StepEvent step)
    {
        var rate = step.Tokens / Math.Max(step.Seconds, 1e-9);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * step.Progress, 3:0} %  step {step.Step}  loss {step.Loss:0.000}  {Format.Count(rate)} tokens/s  "
                + $"{Format.Seconds(Left(step))} left"
        );
    }

    /// <summary>Seconds of training that are left at the pace so far.</summary>
    public static double Left(StepEvent step) => step.Progress <= 0 ? 0 : step.Seconds * (1 - step.Progress) / step.Progress;
}
