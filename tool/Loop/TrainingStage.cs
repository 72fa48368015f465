using AutoResearch.Research;
using AutoResearch.Training;

namespace AutoResearch.Loop;

/// <summary>Stage 4: trains the candidate in a process of its own, by the Runtime's clock.</summary>
internal sealed class TrainingStage(Workspace workspace, IExperimentObserver observer, CancellationToken cancellation)
{
    public Trained Train(Built built)
    {
        if (built.Failure is not null)
            return new Trained(built, null, null, null, built.Failure);
        var captured = built.Branched.Captured;
        TrainingSession? session = null;
        StartedEvent? started = null;
        TrainedEvent? result = null;
        try
        {
            if (captured.IsBaseline)
                Rehearse(built);
            session = Start(built, built.Branched.Journal);
            started = session.Open(captured.Seeds[0], captured.Program.Budget, captured.Program.Device, train: true);
            RequireComparable(captured, started);
            observer.Enter(ExperimentPhase.Train);
            result = session.Train();
            RequireInTime(captured.Program.Budget, result);
            return new Trained(built, session, started, result, null);
        }
        catch (Exception exception) when (Failures.From(exception) is { } failure)
        {
            return new Trained(built, session, started, result, failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Starts a training process of a built candidate and records it, so that a successor of this tool could end it.</summary>
    public TrainingSession Start(Built built, Journal journal)
    {
        var captured = built.Branched.Captured;
        return Start(built, journal, Allowance.For(captured.Program.Budget, captured.Incumbent?.Seconds.Train), observer.Step);
    }

    private TrainingSession Start(Built built, Journal journal, Allowance allowance, Action<StepEvent> progress)
    {
        var scratch = Path.Combine(workspace.Cache, "scratch");
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        var process = TrainingProcess.Start(built.Sdk.Host, built.Result.Program!, scratch);
        workspace.Journal.Write(journal with { TrainingProcess = process.Id, TrainingProcessStarted = process.StartTimeUtc });
        return new TrainingSession(process, allowance, progress, cancellation);
    }

    // The first training after a restart of the machine, or after an installation, waits seconds for libtorch to come from the
    // disk, out of its budget. A baseline that paid for that would be easy to beat, so one step is trained for nothing first.
    private void Rehearse(Built built)
    {
        var captured = built.Branched.Captured;
        var oneStep = new TrainingBudget(1, BudgetUnit.Steps);
        using var rehearsal = Start(built, built.Branched.Journal, Allowance.ForRehearsal, _ => { });
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

    private static void RequireInTime(TrainingBudget budget, TrainedEvent result)
    {
        if (budget.Unit == BudgetUnit.Seconds && result.Seconds > Allowance.ToleratedSeconds(budget.Amount))
        {
            throw new CandidateFailedException(ExperimentStatus.Overran,
                FormattableString.Invariant($"training took {result.Seconds:0.0} s of a budget of {budget.Amount:0.#} s; it has to return when run.IsOver"));
        }
    }
}
