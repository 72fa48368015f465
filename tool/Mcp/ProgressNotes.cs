using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Mcp;

/// <summary>
/// Progress of one call as notifications: each run of an experiment adds 100 to the total, most of it for training; the message
/// tells the rest. A client takes them as signs of life, so one is sent at every phase and every second of training.
/// </summary>
/// <param name="send">Sends (progress, total, message); null where the client asked for none.</param>
/// <param name="log">Sees everything, too.</param>
internal sealed class ProgressNotes(Func<float, float, string, Task>? send, IExperimentObserver log) : IExperimentObserver
{
    private const float Run = 100;
    private const float TrainingBegins = 5;
    private const float TrainingEnds = 90;
    private const float Least = 0.01f;
    private const double SecondsBetween = 1;

    private readonly Lock gate = new();
    private readonly List<string> notices = [];
    private Task sent = Task.CompletedTask;
    private string title = "";
    private string run = "";
    private float begun;
    private float last = -Least;
    private double nextSeconds;

    /// <summary>What a person should know that is no error, so far.</summary>
    public IReadOnlyList<string> Notices
    {
        get
        {
            lock (gate)
                return [.. notices];
        }
    }

    /// <summary>Done when everything is sent: nothing may follow the answer.</summary>
    public Task Sent
    {
        get
        {
            lock (gate)
                return sent;
        }
    }

    public void Begin(int number, string description, TrainingBudget budget)
    {
        log.Begin(number, description, budget);
        lock (gate)
        {
            // A call that has to measure a new baseline first runs two experiments.
            begun = last < 0 ? 0 : begun + Run;
            title = $"experiment {Format.Number(number)}";
            run = "";
        }

        Tell(0, "begins");
    }

    public void Enter(ExperimentPhase phase)
    {
        log.Enter(phase);
        nextSeconds = 0;
        Tell(
            phase switch
            {
                ExperimentPhase.Build or ExperimentPhase.Startup => 0,
                ExperimentPhase.Train => TrainingBegins,
                ExperimentPhase.Evaluate => TrainingEnds,
                _ => TrainingEnds + TrainingBegins,
            },
            ProgressText.Name(phase)
        );
    }

    public void Again(bool incumbent, int number, int? most)
    {
        log.Again(incumbent, number, most);
        lock (gate)
        {
            begun += Run;
            run = $", {ProgressText.Again(incumbent, number, most)}";
        }

        Tell(0, "starting");
    }

    public void Step(StepEvent step)
    {
        log.Step(step);
        if (step.Seconds < nextSeconds)
            return;
        nextSeconds = step.Seconds + SecondsBetween;
        var progress = (float)Math.Clamp(step.Progress, 0, 1);
        Tell(
            TrainingBegins + (progress * (TrainingEnds - TrainingBegins)),
            $"{ProgressText.Name(ExperimentPhase.Train)}: {ProgressText.Line(step).TrimStart()}"
        );
    }

    public void Notice(string text)
    {
        log.Notice(text);
        lock (gate)
            notices.Add(text);
    }

    public void End(ExperimentRecord record)
    {
        log.End(record);
        Tell(Run - 1, record.Status.Name());
    }

    private void Tell(float progress, string text)
    {
        if (send is null)
            return;
        lock (gate)
        {
            // The protocol requires progress to grow with every notification.
            last = Math.Max(begun + progress, last + Least);
            var (now, total, message) = (last, Math.Max(begun + Run, last), $"{title}{run}: {text}");
            sent = sent.ContinueWith(
                    _ => send(now, total, message),
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                )
                .Unwrap();
        }
    }
}
