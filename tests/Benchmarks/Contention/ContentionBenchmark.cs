namespace AutoResearch.Benchmarks.Contention;

/// <summary>
/// <c>-- contention</c>, or with the number of runs: <c>-- contention 5</c>. Trains the template's model on a budget of five seconds beside
/// none to three busy neighbours, in alternation, and prints two things: how much of the quiet throughput is left, by the way in which
/// threads wait for each other; and whether the budget, counted by the machine's pace, is the same work however busy the machine is.
/// </summary>
internal static class ContentionBenchmark
{
    private const int MostNeighbours = 3;

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
        Console.WriteLine($"load of the machine before: {Load()}");
        // The first training of a machine waits for libtorch to come from the disk; the second says what is usual.
        ContentionRun.Make(bench, project, ThreadSetting.All[0], 0, 1);
        var usual = ThreadSetting.All.ToDictionary(
            setting => setting,
            setting => ContentionRun.Make(bench, project, setting, 0, 1).Pace.Yardstick
        );
        Console.WriteLine();
        Console.WriteLine(
            "| threads | neighbours | seconds | steps | CPU s | waited s | others s | stolen s | lost a second | pace | val_bpb |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var runs = new List<ContentionRun>();
        for (var seed = 1; seed <= times; seed++)
        {
            // Alternated, so that a busy minute of the machine falls on all.
            for (var neighbours = 0; neighbours <= MostNeighbours; neighbours++)
            {
                foreach (var setting in ThreadSetting.All)
                {
                    runs.Add(ContentionRun.Make(bench, project, setting, neighbours, seed, usual[setting]));
                    Print(runs[^1]);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            "| threads | neighbours | steps a second | of the quiet default | pace | steps of the budget, and of quiet ones | val_bpb |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var today = Median(runs.Where(run => run.Setting == ThreadSetting.Own && run.Neighbours == 0).Select(run => run.Rate));
        foreach (var setting in ThreadSetting.All)
        {
            var quiet = Median(runs.Where(run => run.Setting == setting && run.Neighbours == 0).Select(Steps));
            foreach (var group in runs.Where(run => run.Setting == setting).GroupBy(run => run.Neighbours))
                PrintGroup([.. group], today, quiet);
        }
    }

    private static double Steps(ContentionRun run) => run.Pace.Steps ?? double.NaN;

    private static void Print(ContentionRun run)
    {
        var use = run.Pace.Processors;
        Console.WriteLine(
            $"| {run.Setting.Name} | {run.Neighbours} | {run.Pace.Seconds:0.0} | {run.Pace.Steps} | {use.Own:0.00} | {use.Waited:0.00} | "
                + $"{use.Others:0.00} | {use.Stolen:0.00} | {run.Lost:0.000} | {run.Pace.Machine:0.000} | {run.Score:0.000} |"
        );
    }

    private static void PrintGroup(List<ContentionRun> runs, double today, double quiet)
    {
        var steps = runs.Select(Steps).Order().ToList();
        var rate = Median(runs.Select(run => run.Rate));
        Console.WriteLine(
            $"| {runs[0].Setting.Name} | {runs[0].Neighbours} | {rate:0.0} | {rate / today:0.00} | "
                + $"{Median(runs.Select(run => run.Pace.Machine ?? double.NaN)):0.00} | {Median(steps):0}, {Median(steps) / quiet:0.00} "
                + $"({steps[0] / quiet:0.00} to {steps[^1] / quiet:0.00}) | {Median(runs.Select(run => run.Score)):0.000} |"
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known";
}
