using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Experiment;

/// <summary>
/// Makes one run on one seed that may be judged. A run that a busy machine slowed, or that TorchSharp ended, is made again; where
/// program.md wants it, a slowed run is judged all the same. Counts the slowed runs of the whole experiment, the incumbent's included.
/// </summary>
internal sealed class UnslowedRun(TrainingStage training, Evaluation evaluation, IExperimentObserver observer)
{
    // A neighbour that is still busy after so many repeats will stay longer.
    private const int MostRepeats = 3;

    /// <summary>How many runs were slowed so far.</summary>
    public int Slowed { get; private set; }

    /// <param name="weights">Where the trained weights go; null when nobody will ask for them.</param>
    /// <param name="reference">The pace of a comparable run: of the same code, or the incumbent's; null where there is none.</param>
    /// <param name="rule">Ends the run when it becomes hopeless; null to let it go on to its end.</param>
    public Scored Run(Built built, long seed, string? weights, RunPace? reference, HopelessRun? rule = null)
    {
        var program = built.Candidate.Program;
        RunPace? before = null;
        var (slowed, faults) = (0, 0);
        while (true)
        {
            var trained = training.Train(built, seed, weights, rule);
            var slowdown =
                IsOfTime(trained.Failure) && trained.Pace is { } pace ? Contention.Of(program.Budget, pace, reference, before) : null;
            if (slowdown is null)
            {
                var scored = evaluation.Score(trained);
                if (!LibraryFault.Is(scored.Failure?.Reason) || faults++ == LibraryFault.MostRepeats)
                    return scored;
                scored.Trained.Session?.Dispose();
                observer.Notice(
                    "TorchSharp ended this run with a fault of its own, which comes and goes "
                        + "(docs/questions.md). It is made again on the same seed."
                );
                continue;
            }

            Slowed++;
            before = trained.Pace;
            if (!program.RepeatSlowed)
            {
                observer.Notice(
                    $"A busy machine slowed this run: {slowdown.Seen}. It is judged all the same, as "
                        + $"{ResearchProgram.FileName} wants ('Slowed runs: judge')."
                );
                return evaluation.Score(trained);
            }

            trained.Session?.Dispose();
            if (slowed++ == MostRepeats)
                return GivenUp(trained, slowdown);
            observer.Notice(
                $"A busy machine slowed this run: {slowdown.Seen}. It is made again on the same seed, and nothing of it is judged."
            );
            if (Slowed == 1)
                observer.Notice($"{Slowdown.Remedy}.");
        }
    }

    // Whether a run can end like this because it was slowed. A crash is a crash on any machine.
    private static bool IsOfTime(Failure? failure) =>
        failure is null or { Status: ExperimentStatus.Overran or ExperimentStatus.TimedOut or ExperimentStatus.Stopped };

    // Without the process and its result: none of its numbers is a measurement, and its time is overhead.
    private static Scored GivenUp(Trained trained, Slowdown slowdown)
    {
        var failure = new Failure(
            ExperimentStatus.Interrupted,
            $"a busy machine slowed one run {MostRepeats + 1} times in a row, the last time so: {slowdown.Seen}. Nothing was judged. "
                + $"{Slowdown.Remedy}",
            null
        );
        return new Scored(trained with { Session = null, Result = null, Weights = null, Failure = failure }, null, failure);
    }
}
