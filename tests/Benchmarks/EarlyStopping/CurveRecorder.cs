using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>Trains the template's project and changes of it, all to the end, as the tool does.</summary>
internal sealed class CurveRecorder(Bench bench, TrainingBudget budget)
{
    private string Train => Path.Combine(bench.StepProject, "Train.cs");

    /// <summary>The incumbent on several seeds, and each change on the first of them.</summary>
    public IEnumerable<RecordedRun> Record(int changes, IReadOnlyList<long> seeds)
    {
        bench.Run(bench.StepProject, "git", "add", "-A");
        bench.Run(bench.StepProject, "git", "commit", "-q", "-m", "start");
        using var repository = GitRepository.Open(bench.StepProject);
        var source = File.ReadAllText(Train);
        Build();
        // The first training of a machine waits for libtorch to come from the disk.
        Run(repository, seeds[0], new TrainingBudget(1, BudgetUnit.Steps));
        foreach (var seed in seeds)
            yield return Run(repository, seed, budget);
        foreach (var change in KnobChanges.Of(source, changes))
        {
            File.WriteAllText(Train, change.Source);
            Build();
            RecordedRun run;
            try
            {
                run = Run(repository, seeds[0], budget);
            }
            catch (CandidateFailedException failure)
            {
                Console.WriteLine($"{change.Hypothesis}: {failure.Status.Name()}, not counted");
                continue;
            }

            yield return run with
            {
                Change = change.Hypothesis,
            };
        }
    }

    private void Build() => bench.Run(bench.StepProject, "dotnet", "build", "-c", "Release", "-v", "quiet");

    private RecordedRun Run(GitRepository repository, long seed, TrainingBudget amount)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(bench.Root, "scratch")).FullName;
        var watch = new RunWatch(null);
        var files = new TrainingFiles(
            Sdk.Use(bench.StepProject).Host,
            Path.Combine(bench.StepProject, "bin", "Release", "net10.0", "MyResearch.dll"),
            scratch,
            null
        );
        using var session = new TrainingSession(
            TrainingProcess.Start(files, null),
            Allowance.For(amount, null),
            step => watch.Add(new LossPoint(step.Progress, step.Loss)),
            CancellationToken.None
        );
        session.Open(seed, amount, "cpu", train: true);
        var trained = session.Train(new TrainOrder());
        if (Research.Keeping.Contention.Of(amount, RunPace.Of(trained), null, null) is { } slowdown)
            Console.WriteLine($"the next run was slowed and should be made again: {slowdown.Seen}");
        var score = session.Evaluate(DataSplit.Validation(repository, repository.HeadCommit)).Value;
        return new RecordedRun("", seed, score, watch.Curve);
    }
}
