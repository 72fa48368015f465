namespace AutoResearch.Benchmarks.Contention;

/// <summary>
/// <c>-- contention</c>, or with the number of runs: <c>-- contention 5</c>. Trains the template's model for five seconds beside no,
/// one and two busy neighbours, and prints what each run had of the processors, what came of it, and whether the rule calls it slowed.
/// </summary>
internal static class ContentionBenchmark
{
    private const int MostNeighbours = 2;

    public static void Run(string[] arguments)
    {
        var times = arguments.Length > 0 ? int.Parse(arguments[0]) : 3;
        using var bench = Bench.Pack("msbuild", "template");
        var project = Path.Combine(bench.Root, "contention");
        bench.MakeProject(project);
        bench.Run(project, "git", "add", "-A");
        bench.Run(project, "git", "commit", "-q", "-m", "start");
        Console.WriteLine("building …");
        bench.Run(project, "dotnet", "build", "-c", "Release", "-v", "quiet");
        // The first training of a machine waits for libtorch to come from the disk.
        ContentionRun.Make(bench, project, ThreadSetting.All[0], 0, 1);
        Console.WriteLine($"load of the machine before: {Load()}");
        Console.WriteLine();
        Console.WriteLine("| threads | neighbours | steps | CPU s | waited s | others s | stolen s | lost a second | slowed | val_bpb |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var runs = new List<ContentionRun>();
        for (var seed = 1; seed <= times; seed++)
        {
            // Alternated, so that a busy minute of the machine falls on all.
            for (var neighbours = 0; neighbours <= MostNeighbours; neighbours++)
            {
                foreach (var setting in ThreadSetting.All)
                {
                    runs.Add(ContentionRun.Make(bench, project, setting, neighbours, seed));
                    Print(runs[^1]);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| threads | neighbours | steps, median | lost a second | slowed | val_bpb, median |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (
            var group in runs.GroupBy(run => (run.Setting, run.Neighbours))
                .OrderBy(group => Array.IndexOf(ThreadSetting.All, group.Key.Setting))
        )
            PrintGroup([.. group]);
        Console.WriteLine();
        Console.WriteLine($"a run is slowed when it loses more than {Research.Keeping.Contention.Tolerated} s of a second");
    }

    private static void Print(ContentionRun run)
    {
        var use = run.Pace.Processors;
        Console.WriteLine(
            $"| {run.Setting.Name} | {run.Neighbours} | {run.Pace.Steps} | {use.Own:0.00} | {use.Waited:0.00} | {use.Others:0.00} | "
                + $"{use.Stolen:0.00} | {run.Lost:0.000} | {(run.IsSlowed ? "yes" : "no")} | {run.Score:0.000} |"
        );
    }

    private static void PrintGroup(List<ContentionRun> runs)
    {
        var lost = runs.Select(run => run.Lost).Order().ToList();
        Console.WriteLine(
            $"| {runs[0].Setting.Name} | {runs[0].Neighbours} | {Median(runs.Select(run => (double)(run.Pace.Steps ?? 0))):0} | "
                + $"{lost[0]:0.000} to {lost[^1]:0.000} | "
                + $"{runs.Count(run => run.IsSlowed)} of {runs.Count} | {Median(runs.Select(run => run.Score)):0.000} |"
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known";
}
