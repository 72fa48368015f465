using System.Diagnostics;
using System.Globalization;
using AutoResearch.Builds;
using AutoResearch.Repository;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;

namespace AutoResearch.Benchmarks.Search;

/// <summary>Builds a Train.cs in a project of its own, trains it as the tool does, and scores it.</summary>
internal sealed class SettingTrainer(Bench bench, string project, TrainingBudget budget) : IDisposable
{
    private readonly GitRepository repository = GitRepository.Open(project);
    private readonly string scratch = Directory.CreateDirectory(project + "-scratch").FullName;

    public TableRow Train(string source, long seed)
    {
        File.WriteAllText(Path.Combine(project, "Train.cs"), source);
        bench.Run(project, "dotnet", "build", "-c", "Release", "-v", "quiet");
        var clock = Stopwatch.StartNew();
        try
        {
            var files = new TrainingFiles(
                Sdk.Use(project).Host,
                Path.Combine(project, "bin", "Release", "net10.0", "MyResearch.dll"),
                scratch,
                null
            );
            using var session = new TrainingSession(
                TrainingProcess.Start(files, null),
                Allowance.For(budget, null),
                _ => { },
                CancellationToken.None
            );
            session.Open(seed, budget, "cpu", train: true);
            session.Train(new TrainOrder());
            var score = session.Evaluate(DataSplit.Validation(repository, repository.HeadCommit)).Value;
            return new TableRow(seed, score.ToString("R", CultureInfo.InvariantCulture), clock.Elapsed.TotalSeconds);
        }
        catch (CandidateFailedException failure)
        {
            return new TableRow(seed, failure.Status.Name(), clock.Elapsed.TotalSeconds);
        }
    }

    public void Dispose() => repository.Dispose();
}
