using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>
/// Stage 5: Prepare.cs scores the returned model. What would be kept is scored once more, from its saved weights in a
/// process that never ran the training; the two must agree, or the model knew something that is not in its weights.
/// </summary>
internal sealed class Evaluation(Workspace workspace, Reproduction reproduction, IExperimentObserver observer)
{
    public Evaluated Evaluate(Trained trained)
    {
        var evaluated = Judge(trained);
        if (evaluated.Weights is null && trained.Weights is { } weights)
            File.Delete(weights);
        return evaluated;
    }

    private Evaluated Judge(Trained trained)
    {
        var session = trained.Session;
        var startup = session?.StartupSeconds ?? 0;
        if (trained.Failure is not null || session is null)
            return new Evaluated(trained, null, null, startup, 0, null, trained.Failure);
        EvaluatedEvent? score = null;
        try
        {
            observer.Enter(ExperimentPhase.Evaluate);
            score = session.Evaluate(Split.Validation(workspace.Repository, trained.Built.Branched.Journal.Candidate));
            var captured = trained.Built.Branched.Captured;
            var decision = KeepRule.Decide(new Measurement(score.Value, captured.Incumbent?.Metric, captured.Program.Metric.Direction));
            var evaluated = new Evaluated(trained, score, decision, startup, score.Seconds, null, null);
            return decision.Status.IsMerged() && workspace.Layers.Reproduction ? Reproduce(evaluated, score) : evaluated;
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
        // Ended before the other one starts: two would not fit into a device that one fills.
        trained.Session!.Dispose();
        var (again, startup, _) = reproduction.Score(trained.Built, trained.Weights!);
        var reproduced = evaluated with
        {
            StartupSeconds = evaluated.StartupSeconds + startup,
            EvaluationSeconds = evaluated.EvaluationSeconds + again.Seconds,
        };
        if (Reproduction.Agree(score.Value, again.Value))
            return reproduced with { Weights = Reproduction.Hash(trained.Weights!) };
        return reproduced with
        {
            Failure = new Failure(ExperimentStatus.Invalid, FormattableString.Invariant(
                $"it does not reproduce: {score.Value:0.0000} where it was trained, {again.Value:0.0000} from its saved weights; everything a model knows has to be in its parameters and buffers"), null),
        };
    }
}
