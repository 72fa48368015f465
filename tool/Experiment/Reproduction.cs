using AutoResearch.Repository;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>What saved weights scored in a fresh process.</summary>
/// <param name="HeldOut">The score on the held-out split; null where there is no such split or nobody asked.</param>
/// <param name="StartupSeconds">The seconds until the process was ready.</param>
/// <param name="Device">What it ran on.</param>
internal sealed record Reproduced(EvaluatedEvent Score, EvaluatedEvent? HeldOut, double StartupSeconds, string Device);

/// <summary>
/// Scores saved weights in a process that never ran the training. Whatever a model knows beside its weights, and whatever
/// training left behind in its process, is not there.
/// </summary>
internal sealed class Reproduction(ResearchWorkspace workspace, Launcher launcher)
{
    // The same weights, text and code on the same device: what differs is the order in which threads add up.
    private const double RoundingTolerance = 1e-5;

    /// <param name="seed">The seed of the run that the weights are of.</param>
    /// <param name="heldOut">Scores them on the held-out split as well, if there is one.</param>
    /// <param name="worth">The smallest unfair gain that has to be found, in units of the metric; null for a model that was found honest
    /// before.</param>
    /// <exception cref="CandidateFailedException">It could not be scored.</exception>
    public Reproduced Score(Built built, string weights, long seed, bool heldOut, double? worth = null)
    {
        for (var faults = 0; ; faults++)
        {
            try
            {
                return ScoreOnce(built, weights, seed, heldOut, worth);
            }
            catch (CandidateFailedException exception) when (faults < LibraryFault.MostRepeats && LibraryFault.Is(exception.Message))
            {
                // Again, in a new process.
            }
        }
    }

    private Reproduced ScoreOnce(Built built, string weights, long seed, bool heldOut, double? worth)
    {
        var (commit, program) = (built.Candidate.Commit, built.Candidate.Program);
        using var session = launcher.Start(built, Allowance.For(program.Budget, null), _ => { }, weights);
        var (started, _) = RightDevice.Open(workspace, session, built, seed, program.Budget, train: false);
        session.Load(weights);
        var score = session.Evaluate(DataSplit.Validation(workspace.Repository, commit), worth);
        var test = heldOut && DataSplit.HeldOut(workspace.Repository, commit) is { } split ? session.Evaluate(split) : null;
        return new Reproduced(score, test, session.StartupSeconds, started.Device);
    }

    /// <summary>True when two scores of the same weights are the same but for rounding.</summary>
    public static bool Agree(double first, double second) => Math.Abs(first - second) <= RoundingTolerance * Math.Abs(first);
}
