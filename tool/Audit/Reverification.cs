using AutoResearch.Builds;
using AutoResearch.Experiment;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>What a kept experiment's weights scored now.</summary>
/// <param name="Score">Null when they could not be scored.</param>
/// <param name="Problem">Why not, or null.</param>
/// <param name="OtherConditions">What differs from the machine that measured it; empty when nothing does.</param>
internal sealed record Rescored(double? Score, string? Problem, string OtherConditions);

/// <summary>
/// Builds the commit of an old experiment again, with its own locked files, and scores its saved weights in a fresh process. It needs no
/// journal: nothing but the slot is touched, and the next experiment overwrites whatever a kill leaves there. The process ends by itself
/// when its channel closes. The caller holds the experiment lock.
/// </summary>
internal sealed class Reverification(ResearchWorkspace workspace, IExperimentObserver observer, CancellationToken cancellation)
{
    private readonly SlotFolders folders = new(workspace, 0);

    /// <param name="program">program.md as it was in the experiment's commit.</param>
    /// <param name="weights">The file with its weights, whose hash has been checked.</param>
    public Rescored Score(ExperimentRecord record, ResearchProgram program, string weights)
    {
        cancellation.ThrowIfCancellationRequested();
        observer.Begin(record.Number, record.Description, program.Budget);
        try
        {
            observer.Enter(ExperimentPhase.Build);
            var slot = folders.Candidates();
            slot.CheckOutCommit(record.Commit);
            // A process can load only one MSBuild, and commits may ask for different ones.
            var used = Sdk.Use(workspace.Folder);
            var wanted = Sdk.Find(slot.WorkTree);
            if (wanted != used)
                return new Rescored(
                    null,
                    null,
                    $"its global.json asks for {(wanted is null ? "an SDK that is not here" : $"SDK {wanted.Version}")}, and this one is "
                        + $"{used.Version}"
                );
            var built = Building.Build(
                workspace,
                new Candidate(record.Number, record.Commit, record.Parent, program, slot, Incumbent: null)
            );
            if (built.Failure is { } failure)
                return new Rescored(null, failure.Reason, "");
            observer.Enter(ExperimentPhase.Reproduce);
            var again = Score(record, built, weights);
            return new Rescored(
                again.Score.Value,
                null,
                again.Device == record.Conditions.Device ? "" : $"it was measured on {record.Conditions.Device}, and this is {again.Device}"
            );
        }
        catch (CandidateFailedException exception)
        {
            return new Rescored(null, exception.Message, "");
        }
        catch (ResearchException exception) when (exception.Code is Codes.DeviceNotUsed or Codes.RunNotOpened)
        {
            // Nothing is known of the weights; another device would round differently.
            return new Rescored(null, null, $"{exception.Code}: {exception.Message.TrimEnd('.')}");
        }
        catch (ResearchException exception)
        {
            return new Rescored(null, exception.Message, "");
        }
        finally
        {
            observer.End(record);
        }
    }

    // The weights are those of one of its runs, and how a model is built may depend on the seed. So the next seed is tried only where the
    // score is that of none of the runs.
    private Reproduced Score(ExperimentRecord record, Built built, string weights)
    {
        var reproduction = new Reproduction(workspace, new Launcher(workspace, folders, null, TrainingThreads.Of(record), cancellation));
        Reproduced again = null!;
        foreach (var seed in record.Seeds.DefaultIfEmpty(1))
        {
            again = reproduction.Score(built, weights, seed, heldOut: false);
            if (record.Scores.Any(score => Reproduction.Agree(score, again.Score.Value)))
                break;
        }

        return again;
    }
}
