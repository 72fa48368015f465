using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Stage 4: trains the candidate in a process of its own, by the Runtime's clock and the tool's, and takes its weights.</summary>
internal sealed class TrainingStage(ResearchWorkspace workspace, Launcher launcher, DeviceNote device, IExperimentObserver observer)
{
    // By how much the pace of a whole run may be known to be higher at its end than when its budget was spent.
    private const double PaceError = 0.05;

    private bool rehearsed;
    private bool hinted;

    /// <param name="seed">Seeds every source of randomness of the run.</param>
    /// <param name="weights">Where the trained weights go; null when nobody will ask for them.</param>
    /// <param name="order">How a budget in seconds is counted.</param>
    /// <param name="rule">Ends the run when it becomes hopeless; null to let it go on to its end.</param>
    public Trained Train(Built built, long seed, string? weights, TrainOrder order, HopelessRun? rule = null)
    {
        var candidate = built.Candidate;
        TrainingSession? session = null;
        StartedEvent? started = null;
        TrainedEvent? result = null;
        var watch = new RunWatch(rule);
        try
        {
            observer.Enter(ExperimentPhase.Startup);
            if (candidate.IsBaseline && !rehearsed)
                Rehearse(built, seed);
            session = launcher.Start(built, Allowance.For(candidate.Program.Budget, candidate.Incumbent?.Seconds.Train), step =>
                Follow(step, watch)
            );
            started = Open(session, built, seed);
            RequireComparable(candidate, started);
            if (candidate.Program.Limits.HardExcess(LimitedQuantity.Parameters, started.Parameters) is { } excess)
                throw new CandidateFailedException(ExperimentStatus.Invalid, excess);
            observer.Enter(ExperimentPhase.Train);
            result = session.Train(order);
            if (workspace.Layers.Clock)
                RequireInTime(candidate.Program.Budget, Seconds(candidate.Program.Budget, result, session.TrainingSeconds));
            if (weights is not null)
                TakeWeights(session, weights);
            return new Trained(built, seed, session, started, result, watch.Curve, weights, null);
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            if (failure.Status == ExperimentStatus.OutOfMemory && started is not null)
            {
                session!.Dispose();
                RightDevice.RequireRoom(candidate.Program.Device, started.Device);
            }

            return new Trained(built, seed, session, started, result, watch.Curve, null, failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private void Follow(StepEvent step, RunWatch watch)
    {
        observer.Step(step);
        if (watch.Add(new LossPoint(step.Progress, step.Loss)) is { } hopeless)
            throw new CandidateFailedException(ExperimentStatus.Stopped, hopeless.Reason);
    }

    // Weights are taken before the model is scored, so that nothing it might learn from then on is in them.
    private void TakeWeights(TrainingSession session, string weights)
    {
        var saved = Path.Combine(launcher.Scratch, "weights.dat");
        session.Save(saved);
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        File.Move(saved, weights, overwrite: true);
    }

    // The first training after a restart of the machine, or after an installation, waits seconds for libtorch to come from the
    // disk, out of its budget. A baseline that paid for that would be easy to beat, so one step is trained for nothing first.
    private void Rehearse(Built built, long seed)
    {
        rehearsed = true;
        var oneStep = new TrainingBudget(1, BudgetUnit.Steps);
        using var rehearsal = launcher.Start(built, Allowance.ForRehearsal, _ => { });
        try
        {
            RightDevice.Open(workspace, rehearsal, built, seed, oneStep, train: true);
            rehearsal.Train(new TrainOrder());
        }
        catch (CandidateFailedException)
        {
            // The real run will fail the same way, and be recorded.
        }
    }

    private StartedEvent Open(TrainingSession session, Built built, long seed)
    {
        var candidate = built.Candidate;
        var (started, hint) = RightDevice.Open(workspace, session, built, seed, candidate.Program.Budget, train: true);
        device.Say(started.Device);
        // Said with the baseline only: another device, or another libtorch, would measure a new one.
        if (candidate.IsBaseline && hint is not null && !hinted)
        {
            observer.Notice(hint);
            hinted = true;
        }

        return started;
    }

    private static void RequireComparable(Candidate candidate, StartedEvent started)
    {
        var declared = candidate.Program.Metric;
        if (started.Metric != declared.Name || started.Direction != declared.Direction)
        {
            throw new ResearchException(
                Codes.ProgramInvalid,
                $"{ResearchProgram.FileName} names the metric {declared.Name} ({declared.Direction.ToString().ToLowerInvariant()} is "
                    + $"better), but Prepare.cs measures "
                    + $"{started.Metric} ({started.Direction.ToString().ToLowerInvariant()} is better). Make the two agree."
            );
        }

        if (candidate.Incumbent is { } incumbent && incumbent.Conditions.Device != started.Device)
            throw new DeviceChangedException(incumbent.Conditions.Device, started.Device);
    }

    // At the machine's usual pace, by the Runtime's clock and the tool's. Where the pace is measured, the Runtime knows better than the
    // product of both when the budget was spent: what is known of the pace changes until the end. It does not change by much, though: a
    // run that never noticed the end of its budget is told by the product.
    private static double Seconds(TrainingBudget budget, TrainedEvent result, double byTool) =>
        result.Pace is { } pace
            ? Math.Max(budget.Amount + Math.Max(result.Late, (byTool - result.Seconds) * pace), byTool * pace * (1 - PaceError))
            : Math.Max(result.Seconds, byTool);

    /// <param name="seconds">Of training, at the machine's usual pace.</param>
    private static void RequireInTime(TrainingBudget budget, double seconds)
    {
        if (budget.Unit == BudgetUnit.Seconds && seconds > Allowance.ToleratedSeconds(budget.Amount))
        {
            throw new CandidateFailedException(
                ExperimentStatus.Overran,
                FormattableString.Invariant(
                    $"training took {seconds:0.0} s of a budget of {budget.Amount:0.#} s; it has to return when run.IsOver"
                )
            );
        }
    }
}
