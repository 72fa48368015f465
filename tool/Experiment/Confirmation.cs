using System.Globalization;
using System.Security.Cryptography;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// What would be kept is scored once more, from the weights of one of its runs, in a process that never ran the training: the two scores
/// must agree, or the model knew something that is not in its weights. The same process scores it on the held-out split, which nothing else
/// ever sees.
/// </summary>
internal sealed class Confirmation(
    ResearchWorkspace workspace,
    SlotFolders folders,
    Reproduction reproduction,
    IExperimentObserver observer
)
{
    public Confirmed Confirm(Measured measured)
    {
        var confirmed = Judge(measured);
        folders.ClearRuns();
        return confirmed;
    }

    private Confirmed Judge(Measured measured)
    {
        if (measured.Failure is not null || !measured.Decision!.Status.IsMerged() || !workspace.Layers.Reproduction)
            return new Confirmed(measured, measured.Seconds, measured.Decision, null, null, measured.Failure);
        observer.Enter(ExperimentPhase.Reproduce);
        // The session ends before the other process starts: two would not fit into a device that one fills.
        measured.Session!.Dispose();
        // A candidate cannot know which of its runs it will be.
        var index = RandomNumberGenerator.GetInt32(measured.Runs.Count);
        var run = measured.Runs[index];
        try
        {
            var again = reproduction.Score(
                measured.Built,
                run.Trained.Weights!,
                run.Trained.Seed,
                heldOut: true,
                UnfairGain(measured, run.Score!.Value)
            );
            if (again.Score.Note is { } note)
                observer.Notice(note);
            var confirmed = new Confirmed(
                measured,
                measured.Seconds + new RunSeconds(again.StartupSeconds, 0, again.Score.Seconds + (again.HeldOut?.Seconds ?? 0)),
                measured.Decision,
                null,
                again.HeldOut?.Value,
                null
            );
            if (!Reproduction.Agree(run.Score!.Value, again.Score.Value))
            {
                return confirmed with
                {
                    Failure = new Failure(
                        ExperimentStatus.Invalid,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"it does not reproduce: {run.Score.Value:0.0000} where it was "
                                + $"trained, {again.Score.Value:0.0000} from its "
                                + $"saved weights; everything a model knows has to be in its parameters and buffers"
                        ),
                        null
                    ),
                };
            }

            return IsWorseOnHeldOut(confirmed)
                ? confirmed with
                {
                    Decision = KeepRule.WorseOnHeldOut(measured.Decision),
                }
                : confirmed with
                {
                    Weights = Keep(measured, run),
                };
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            return new Confirmed(measured, measured.Seconds, measured.Decision, null, null, failure);
        }
    }

    // The smallest unfair gain that is looked for: one below a tenth of the noise could not be told from luck. Null for a baseline, which
    // has nothing to gain.
    private static double? UnfairGain(Measured measured, double score)
    {
        const double partOfNoise = 0.1;
        const double partOfScore = 0.001;
        if (measured.Built.Candidate.IsBaseline)
            return null;
        return measured.Noise is { } noise && noise > 0 ? partOfNoise * noise : partOfScore * Math.Abs(score);
    }

    private bool IsWorseOnHeldOut(Confirmed confirmed)
    {
        var candidate = confirmed.Measured.Built.Candidate;
        return candidate.Incumbent is { } incumbent
            && confirmed.HeldOut is { } value
            && workspace.Ledger.HeldOut.TryGetValue(incumbent.Number, out var before)
            && KeepRule.IsClearlyWorseOnHeldOut(value, before, confirmed.Measured.Noise, candidate.Program.Metric.Direction);
    }

    private string Keep(Measured measured, Scored run)
    {
        var weights = WeightsFiles.Of(workspace, measured.Built.Candidate.Number);
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        File.Move(run.Trained.Weights!, weights, overwrite: true);
        return WeightsFiles.Hash(weights);
    }
}
