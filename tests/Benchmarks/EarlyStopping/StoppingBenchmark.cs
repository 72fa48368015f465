using System.Globalization;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>
/// The error rate of early stopping: trains the template and changes of it without stopping, and asks of each run when the rule would have
/// ended it.
/// </summary>
internal static class StoppingBenchmark
{
    private static readonly long[] Seeds = [1, 2, 3, 4];

    /// <param name="arguments">How many changes, and the budget of a run; or a file of recorded runs.</param>
    public static void Run(string[] arguments)
    {
        if (arguments.Length == 1 && File.Exists(arguments[0]))
        {
            StoppingReport.Print(RecordedRun.Load(arguments[0]));
            return;
        }

        var changes = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 18;
        if (!TrainingBudget.TryParse(arguments.Length > 1 ? arguments[1] : "12 seconds", out var budget))
            throw new ArgumentException($"'{arguments[1]}' is not a training budget. Write one as in program.md, such as '12 seconds'.");
        using var bench = Bench.Pack("msbuild", "template");
        bench.MakeProject(bench.StepProject);
        var file = Path.Combine(Path.GetTempPath(), "autoresearch-curves.tsv");
        Console.WriteLine($"recording in {file}: give that file in place of the number to try another rule on the same runs");
        var runs = new List<RecordedRun>();
        foreach (var run in new CurveRecorder(bench, budget).Record(changes, Seeds))
        {
            runs.Add(run);
            RecordedRun.Save(file, runs);
            Console.WriteLine(
                $"{(run.IsIncumbent ? $"incumbent, seed {run.Seed}" : run.Change)}: {run.Score:0.0000}, {run.Curve.Points.Count} losses"
            );
        }

        Console.WriteLine();
        StoppingReport.Print(runs);
    }
}
