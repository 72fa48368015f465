using System.Security.Cryptography;
using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>
/// Stage 5: Prepare.cs scores the returned model. What would be kept is scored once more, from its saved weights in a
/// process that never ran the training; the two must agree, or the model knew something that is not in its weights.
/// </summary>
internal sealed class Evaluation(Workspace workspace, TrainingStage training, IExperimentObserver observer)
{
    // The same weights, text and code on the same device: what differs is the order in which threads add up.
    private const double RoundingTolerance = 1e-5;

    public Evaluated Evaluate(Trained trained)
    {
        var session = trained.Session;
        var startup = session?.StartupSeconds ?? 0;
        if (trained.Failure is not null || session is null)
            return new Evaluated(trained, null, null, startup, 0, null, trained.Failure);
        EvaluatedEvent? score = null;
        try
        {
            observer.Enter(ExperimentPhase.Evaluate);
            score = session.Evaluate(Corpus.Validation);
            var captured = trained.Built.Branched.Captured;
            var decision = KeepRule.Decide(new Measurement(score.Value, captured.Incumbent?.Metric, captured.Program.Metric.Direction));
            var evaluated = new Evaluated(trained, score, decision, startup, score.Seconds, null, null);
            return decision.Status.IsMerged() ? Reproduce(evaluated, score) : evaluated;
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            return new Evaluated(trained, score, null, startup, score?.Seconds ?? 0, null, failure);
        }
    }

    private Evaluated Reproduce(Evaluated evaluated, EvaluatedEvent score)
    {
        observer.Enter(ExperimentPhase.Reproduce);
        var trained = evaluated.Trained;
        var captured = trained.Built.Branched.Captured;
        var weights = WeightsFile(workspace, captured.Number);
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        trained.Session!.Save(weights);
        // Ended before the other one starts: two would not fit into a device that one fills.
        trained.Session.Dispose();
        using var fresh = training.Start(trained.Built, trained.Built.Branched.Journal);
        fresh.Open(captured.Seeds[0], captured.Program.Budget, captured.Program.Device, train: false);
        fresh.Load(weights);
        var again = fresh.Evaluate(Corpus.Validation);
        var reproduced = evaluated with
        {
            StartupSeconds = evaluated.StartupSeconds + fresh.StartupSeconds,
            EvaluationSeconds = evaluated.EvaluationSeconds + again.Seconds,
        };
        if (Math.Abs(again.Value - score.Value) <= RoundingTolerance * Math.Abs(score.Value))
            return reproduced with { Weights = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights))) };
        File.Delete(weights);
        return reproduced with
        {
            Failure = new Failure(ExperimentStatus.Invalid, FormattableString.Invariant(
                $"it does not reproduce: {score.Value:0.0000} where it was trained, {again.Value:0.0000} from its saved weights; everything a model knows has to be in its parameters and buffers"), null),
        };
    }

    /// <summary>Where the weights of a kept experiment lie.</summary>
    public static string WeightsFile(Workspace workspace, int number) => Path.Combine(workspace.Cache, "weights", $"{number:0000}.dat");
}
