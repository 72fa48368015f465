using AutoResearch.Research;
using AutoResearch.Training;

namespace AutoResearch.Loop;

/// <summary>Stage 4: trains the candidate in a process of its own, by the Runtime's clock and the tool's, and takes its weights.</summary>
internal sealed class TrainingStage(Workspace workspace, Launcher launcher, IExperimentObserver observer)
{
    public Trained Train(Built built)
    {
        if (built.Failure is not null)
            return new Trained(built, null, null, null, null, built.Failure);
        var captured = built.Branched.Captured;
        TrainingSession? session = null;
        StartedEvent? started = null;
        TrainedEvent? result = null;
        try
        {
            if (captured.IsBaseline)
                Rehearse(built);
            session = launcher.Start(built, Allowance.For(captured.Program.Budget, captured.Incumbent?.Seconds.Train), observer.Step);
            started = session.Open(captured.Seeds[0], captured.Program.Budget, captured.Program.Device, train: true);
            RequireComparable(captured, started);
            observer.Enter(ExperimentPhase.Train);
            result = session.Train();
            RequireInTime(captured.Program.Budget, workspace.Layers.Clock ? Math.Max(result.Seconds, session.TrainingSeconds) : 0);
            return new Trained(built, session, started, result, TakeWeights(session, captured.Number), null);
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            return new Trained(built, session, started, result, null, failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    // Before the model is scored: what it might learn from then on is not in them.
    private string TakeWeights(TrainingSession session, int number)
    {
        var saved = Path.Combine(launcher.Scratch, "weights.dat");
        session.Save(saved);
        var weights = Reproduction.WeightsFile(workspace, number);
        Directory.CreateDirectory(Path.GetDirectoryName(weights)!);
        File.Move(saved, weights, overwrite: true);
        return weights;
    }

    // The first training after a restart of the machine, or after an installation, waits seconds for libtorch to come from the
    // disk, out of its budget. A baseline that paid for that would be easy to beat, so one step is trained for nothing first.
    private void Rehearse(Built built)
    {
        var captured = built.Branched.Captured;
        var oneStep = new TrainingBudget(1, BudgetUnit.Steps);
        using var rehearsal = launcher.Start(built, Allowance.ForRehearsal, _ => { });
        try
        {
            rehearsal.Open(captured.Seeds[0], oneStep, captured.Program.Device, train: true);
            rehearsal.Train();
        }
        catch (CandidateFailedException)
        {
            // The real run will fail the same way, and be recorded.
        }
    }

    private static void RequireComparable(Captured captured, StartedEvent started)
    {
        var declared = captured.Program.Metric;
        if (started.Metric != declared.Name || started.Direction != declared.Direction)
        {
            throw new ResearchException(Codes.ProgramInvalid,
                $"{ResearchProgram.FileName} names the metric {declared.Name} ({declared.Direction.ToString().ToLowerInvariant()} is better), but Prepare.cs measures "
                + $"{started.Metric} ({started.Direction.ToString().ToLowerInvariant()} is better). Make the two agree.");
        }

        if (captured.Incumbent is { } incumbent && incumbent.Conditions.Device != started.Device)
            throw new DeviceChangedException(incumbent.Conditions.Device, started.Device);
    }

    private static void RequireInTime(TrainingBudget budget, double seconds)
    {
        if (budget.Unit == BudgetUnit.Seconds && seconds > Allowance.ToleratedSeconds(budget.Amount))
        {
            throw new CandidateFailedException(ExperimentStatus.Overran,
                FormattableString.Invariant($"training took {seconds:0.0} s of a budget of {budget.Amount:0.#} s; it has to return when run.IsOver"));
        }
    }
}
