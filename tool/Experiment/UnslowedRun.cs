using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Experiment;

/// <summary>
/// Makes one run on one seed that may be judged. Beside others it gets as much longer as they slow it. Where that cannot be measured, a
/// slowed run is made again, as is one that TorchSharp ended; where program.md wants it, the wall clock counts and a slowed run is judged
/// all the same. Counts the slowed runs of the whole experiment, the incumbent's included.
/// </summary>
/// <param name="besideOthers">The tool itself trains beside it, which is no news to anybody.</param>
internal sealed class UnslowedRun(TrainingStage training, Evaluation evaluation, bool besideOthers, IExperimentObserver observer)
{
    // A neighbour that is still busy after so many repeats will stay longer.
    private const int MostRepeats = 3;

    // A pace that a person is told of, as a fraction of the usual one. Quiet machines wander by less.
    private const double Slow = 0.85;
    private const double SlowBesideOthers = 0.4;
    private const double Fast = 1.25;

    private bool saidRemedy;
    private bool saidFast;

    /// <summary>How many runs were slowed so far.</summary>
    public int Slowed { get; private set; }

    /// <param name="weights">Where the trained weights go; null when nobody will ask for them.</param>
    /// <param name="reference">The pace of a comparable run: of the same code, or the incumbent's; null where there is none.</param>
    /// <param name="rule">Ends the run when it becomes hopeless; null to let it go on to its end.</param>
    public Scored Run(Built built, long seed, string? weights, RunPace? reference, HopelessRun? rule = null)
    {
        var program = built.Candidate.Program;
        var order = OrderFor(built.Candidate, reference);
        RunPace? before = null;
        var (slowed, faults) = (0, 0);
        while (true)
        {
            var trained = training.Train(built, seed, weights, order, rule);
            var slowdown =
                IsOfTime(trained.Failure) && trained.Pace is { } pace ? Contention.Of(program.Budget, pace, reference, before) : null;
            if (slowdown is null)
            {
                SayPace(program.Budget, trained.Pace);
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
            {
                return trained.Started is { Device: var device } && TrainingThreads.CanBeFewer(device)
                    ? throw new DeviceChangedException(device, "one thread, on a busy machine", 1)
                    : GivenUp(trained, slowdown);
            }

            observer.Notice(
                $"A busy machine slowed this run: {slowdown.Seen}. It is made again on the same seed, and nothing of it is judged."
            );
            SayRemedy();
        }
    }

    // What was counted by the wall clock once, in a ledger from before or on another device, is compared by the wall clock.
    private static TrainOrder OrderFor(Candidate candidate, RunPace? reference) =>
        new(candidate.Program.RepeatSlowed && (candidate.IsBaseline || reference?.Yardstick is not null), reference?.Yardstick);

    private void SayPace(TrainingBudget budget, RunPace? run)
    {
        if (run is not { Machine: { } pace, IsFinished: true })
            return;
        var took = string.Create(CultureInfo.InvariantCulture, $"it trained for {run.Seconds:0.0} s on its budget of {budget}");
        if (pace < (besideOthers ? SlowBesideOthers : Slow))
        {
            observer.Notice($"A busy machine gave this run {Format.Pace(pace)} of its usual pace: {took}, which is about the same work.");
            SayRemedy();
        }
        else if (pace > Fast && !saidFast)
        {
            saidFast = true;
            observer.Notice(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The machine is {pace:0.0} times as fast as it was when the baseline was measured: {took}, which is about the same "
                        + $"work. 'dotnet autoresearch init' measures the baseline anew, and gives more training to all that follows."
                )
            );
        }
    }

    private void SayRemedy()
    {
        if (!saidRemedy)
            observer.Notice($"{Slowdown.Remedy}.");
        saidRemedy = true;
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
