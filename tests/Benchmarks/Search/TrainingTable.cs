using System.Collections.Concurrent;
using System.Globalization;

namespace AutoResearch.Benchmarks.Search;

/// <summary>
/// A table of real training: many settings of the template's knobs, each trained for the same number of tokens and scored. A search can
/// then be judged on what training really answers, in a minute. One training is one thread, so that a setting scores the same to the last
/// bit wherever the processor has the same instructions.
/// </summary>
internal static class TrainingTable
{
    // Half a minute for the largest models; the smallest take two seconds.
    private const string Budget = "24576 tokens";
    private const int Settings = 660;
    private const int Repeated = 60;
    private static readonly long[] Seeds = [1, 2, 3, 4];

    /// <param name="arguments">The file, which is continued where it exists; how many settings; how many of them on every seed.</param>
    public static void Run(string[] arguments)
    {
        var file = arguments.Length > 0 ? arguments[0] : Path.Combine(Path.GetTempPath(), "autoresearch-table.tsv");
        var settings = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : Settings;
        var repeated = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : Repeated;
        if (!TrainingBudget.TryParse(Budget, out var budget))
            throw new InvalidOperationException($"'{Budget}' is not a budget.");
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1");
        using var bench = Bench.Pack("msbuild", "template");
        string[] projects = [bench.StepProject, bench.ShellProject];
        foreach (var project in projects)
            SearchProblem.Prepare(bench, project);
        var problem = SearchProblem.Read(projects[0]);
        // Whoever reads the table needs the knobs' ranges.
        File.WriteAllText(Path.ChangeExtension(file, ".cs.txt"), problem.Text);

        var rows = File.Exists(file) ? File.ReadAllLines(file).Skip(1).Select(TableRow.KeyOf).ToHashSet() : [];
        if (rows.Count == 0)
            File.WriteAllText(file, TableRow.Header(problem.Names) + "\n");
        var work = new ConcurrentQueue<(int Setting, long Seed)>(
            Enumerable
                .Range(0, settings)
                .SelectMany(setting => Seeds.Take(setting < repeated ? Seeds.Length : 1).Select(seed => (setting, seed)))
                .Where(item => !rows.Contains(item))
        );
        Console.WriteLine($"{work.Count} trainings of {Budget} go into {file}");
        var gate = new Lock();
        Parallel.ForEach(projects, new ParallelOptions { MaxDegreeOfParallelism = projects.Length }, project =>
        {
            using var trainer = new SettingTrainer(bench, project, budget);
            while (work.TryDequeue(out var item))
            {
                var values = problem.Draw(item.Setting);
                var row = trainer.Train(problem.Source(values), item.Seed) with { Setting = item.Setting, Values = values };
                lock (gate)
                {
                    File.AppendAllText(file, row + "\n");
                    Console.WriteLine($"{work.Count} left; setting {row.Setting}, seed {row.Seed}: {row.Result} in {row.Seconds:0} s");
                }
            }
        });
    }
}
