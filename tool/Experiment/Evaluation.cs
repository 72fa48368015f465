using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Stage 5: Prepare.cs scores the model that one run returned.</summary>
internal sealed class Evaluation(ResearchWorkspace workspace, IExperimentObserver observer)
{
    public Scored Score(Trained trained)
    {
        if (trained.Failure is not null || trained.Session is not { } session)
            return new Scored(trained, null, trained.Failure);
        EvaluatedEvent? score = null;
        try
        {
            observer.Enter(ExperimentPhase.Evaluate);
            score = session.Evaluate(DataSplit.Validation(workspace.Repository, trained.Built.Candidate.Commit));
            RequireWithinLimits(trained, score);
            return new Scored(trained, score, null);
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            return new Scored(trained, score, failure);
        }
    }

    private static void RequireWithinLimits(Trained trained, EvaluatedEvent score)
    {
        var limits = trained.Built.Candidate.Program.Limits;
        var excess = limits.HardExcess(LimitedQuantity.PeakMemory, score.PeakMemory)
            ?? limits.HardExcess(LimitedQuantity.TrainingTokens, trained.Result?.Tokens);
        if (excess is not null)
            throw new CandidateFailedException(ExperimentStatus.Invalid, excess);
    }
}
