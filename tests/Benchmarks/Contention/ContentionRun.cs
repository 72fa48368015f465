using System.Runtime.InteropServices;
using AutoResearch.Repository;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Benchmarks.Contention;

/// <summary>One training of the template's model beside busy neighbours, counted by the machine's pace.</summary>
internal sealed record ContentionRun(ThreadSetting Setting, int Neighbours, RunPace Pace, double Score)
{
    public static readonly TrainingBudget Budget = new(5, BudgetUnit.Seconds);

    /// <summary>Steps a second of the wall clock; 0 for a run that was killed.</summary>
    public double Rate => (Pace.Steps ?? 0) / Pace.Seconds;

    /// <summary>What a second lost of itself by the threads' waiting, in seconds.</summary>
    public double Lost => Research.Keeping.Contention.LostSeconds(Pace) ?? double.NaN;

    /// <summary>Trains and scores the project, as the tool does it. The neighbours are there while it trains.</summary>
    /// <param name="yardstick">How long the yardstick takes at the usual pace, in seconds; null lets this run decide it.</param>
    public static ContentionRun Make(
        Bench bench,
        string project,
        ThreadSetting setting,
        int neighbours,
        long seed,
        double? yardstick = null
    )
    {
        // What begins with OMP_ or GOMP_ is handed on to the training process.
        foreach (var (name, value) in setting.Variables)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            var scratch = Directory.CreateDirectory(Path.Combine(bench.Root, "scratch")).FullName;
            var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
            var program = Path.Combine(project, "bin", "Release", "net10.0", "MyResearch.dll");
            using var repository = GitRepository.Open(project);
            using var session = new TrainingSession(
                TrainingProcess.Start(new TrainingFiles(host, program, scratch, null), Sandbox.Find().Sandbox),
                Allowance.For(Budget, null),
                _ => { },
                CancellationToken.None
            );
            session.Open(seed, Budget, "cpu", train: true);
            return Train(session, neighbours, new TrainOrder(setting.Paced, yardstick)) is { } trained
                ? new ContentionRun(
                    setting,
                    neighbours,
                    RunPace.Of(trained),
                    session.Evaluate(DataSplit.Validation(repository, repository.HeadCommit)).Value
                )
                : new ContentionRun(setting, neighbours, RunPace.Of(session.Processors!), double.NaN);
        }
        finally
        {
            foreach (var name in setting.Variables.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    // Null when it was so slow that it was killed.
    private static TrainedEvent? Train(TrainingSession session, int neighbours, TrainOrder order)
    {
        using var busy = new Neighbours(neighbours);
        try
        {
            return session.Train(order);
        }
        catch (CandidateFailedException failure) when (failure.Status == ExperimentStatus.TimedOut)
        {
            return null;
        }
    }
}
