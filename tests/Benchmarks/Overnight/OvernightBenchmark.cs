using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AutoResearch.Benchmarks.Slots;

namespace AutoResearch.Benchmarks.Overnight;

/// <summary>
/// A night in small: <c>run</c> for many experiments, killed with SIGKILL at random moments and started again each time. It then looks
/// for what a person would find in the morning: a row for each experiment, nothing tried twice, nothing left lying about, a tool that did
/// not grow, a best result that reproduces.
/// </summary>
internal static class OvernightBenchmark
{
    // Milliseconds: at any instant of an experiment.
    private const int LongestExperiment = 3000;

    // 128 and the number of SIGKILL.
    private const string Killed = "exited with 137";
    private const int ResidentPages = 1;
    private const long PageSize = 4096;

    /// <param name="arguments">
    /// How many experiments, and how many kills: 100 and 10 by default. With "template" behind them it is the template's project, at
    /// two seconds an experiment; else a small problem that trains in a fraction of a second. "slots:2" makes two experiments at the same
    /// time.
    /// </param>
    public static void Run(string[] arguments)
    {
        const string inSlots = "slots:";
        var slots = arguments.FirstOrDefault(argument => argument.StartsWith(inSlots, StringComparison.Ordinal))?[inSlots.Length..] ?? "1";
        arguments = [.. arguments.Where(argument => !argument.StartsWith(inSlots, StringComparison.Ordinal))];
        var experiments = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100;
        var kills = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10;
        using var bench = arguments is [_, _, "template"] ? Bench.Create() : Bench.CreateSmall();
        var wall = Stopwatch.StartNew();
        // Where it is killed: after so many rows, and then at any instant of the next experiment. Not at the end: each kill takes a row or
        // more.
        var after = Enumerable.Range(0, kills).Select(_ => Random.Shared.Next(1, experiments * 4 / 5)).Order().ToList();
        var memory = new List<(int Row, long Bytes)>();
        foreach (var rows in after)
            Segment(bench, experiments, slots, () => Rows(bench) > rows, memory);
        Segment(bench, experiments, slots, null, memory);
        Report(bench, experiments, kills, wall.Elapsed, memory);
    }

    // Until the killer says so and a random while longer, or to the end.
    private static void Segment(Bench bench, int experiments, string slots, Func<bool>? isTime, List<(int Row, long Bytes)> memory)
    {
        try
        {
            bench.Start(
                bench.StepProject,
                bench.Tool,
                [
                    "run",
                    "--experiments",
                    experiments.ToString(CultureInfo.InvariantCulture),
                    "--slots",
                    slots,
                    // One knob is turned to its end after two hundred experiments.
                    .. slots == "1" ? (string[])[] : ["--proposer", DeadCode.Agent(bench.Root)],
                ],
                process =>
                {
                    var last = 0;
                    while (!process.WaitForExit(50))
                    {
                        var row = Rows(bench);
                        if (row > last)
                            memory.Add((last = row, Resident(process.Id)));
                        if (isTime?.Invoke() != true)
                            continue;
                        process.WaitForExit(Random.Shared.Next(0, LongestExperiment));
                        process.Kill();
                        process.WaitForExit();
                    }
                }
            );
        }
        catch (InvalidOperationException exception)
            when (isTime is not null && exception.Message.Contains(Killed, StringComparison.Ordinal))
        {
            Console.WriteLine($"killed after {Rows(bench) - 1} experiments");
        }
    }

    private static void Report(Bench bench, int experiments, int kills, TimeSpan wall, List<(int Row, long Bytes)> memory)
    {
        var table = bench.Ledger();
        var column = table[0].Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index);
        var candidates = table.Skip(1).Where(row => row[column["kind"]] == "candidate").ToList();
        var baseline = table.Last(row => row[column["kind"]] == "baseline");
        Console.WriteLine();
        Check(
            candidates.Count == experiments,
            $"{candidates.Count} rows of {experiments} experiments, {kills} kills, {wall.TotalMinutes:0.0} minutes"
        );
        Console.WriteLine(
            "  " + string.Join(", ", candidates.GroupBy(row => row[column["outcome"]]).Select(group => $"{group.Count()} {group.Key}"))
        );
        Check(
            Repeated(table.Skip(1), column) is var repeated && repeated == 0,
            $"{repeated} experiments repeat another one on the same baseline"
        );
        var branches = bench.Run(bench.StepProject, "git", "branch", "--list").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Check(branches == 2, $"{branches} branches: main and the ledger");
        Check(bench.Run(bench.StepProject, "git", "status", "--porcelain").Length == 0, "a working tree without changes");
        Check(Directory.GetFiles(Path.Combine(bench.StepProject, ".git", "autoresearch"), "journal*").Length == 0, "no journal");
        Check(
            Directory.GetFiles(Path.Combine(bench.StepProject, ".git"), "*.lock", SearchOption.AllDirectories).Length == 0,
            "no lock files"
        );
        bench.Run(bench.StepProject, "git", "fsck", "--strict", "--no-dangling");
        var longest = memory.Count > 0 ? LongestSegment(memory) : [];
        if (longest.Count > 5)
        {
            var (early, late) = (longest[longest.Count / 5].Bytes, longest[^1].Bytes);
            Check(
                late < early * 1.25,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"memory of the tool {early / 1048576.0:0} MB after {longest.Count / 5} and "
                        + $"{late / 1048576.0:0} MB after "
                        + $"{longest.Count} experiments of one process"
                )
            );
        }

        var best = candidates.LastOrDefault(row => row[column["outcome"]] is "kept" or "simplified") ?? baseline;
        Console.WriteLine(
            $"  best: experiment {best[column["experiment"]]}, {best[column["description"]]}: {table[0][1]} {best[1]} after {baseline[1]}"
        );
        Check(Agrees(bench, best[column["experiment"]]), "it reproduces from its weights");
        Check(Agrees(bench, "--all"), "the whole history agrees with itself");
    }

    private static bool Agrees(Bench bench, string what)
    {
        var answer = bench.Run(bench.StepProject, bench.Tool, "verify", what, "--json");
        return JsonDocument.Parse(answer[..(answer.IndexOf('\n') + 1)]).RootElement.GetProperty("agrees").GetBoolean();
    }

    private static int Repeated(IEnumerable<string[]> rows, Dictionary<string, int> column)
    {
        var tried = new HashSet<string>();
        var repeated = 0;
        foreach (var row in rows)
        {
            if (row[column["code"]].Length > 0 && !tried.Add(row[column["code"]]) && row[column["kind"]] == "candidate")
            {
                repeated++;
                Console.WriteLine($"  again: {row[column["experiment"]]} {row[column["description"]]} ({row[column["outcome"]]})");
            }

            // A new baseline: what was tried on the old one may be tried again.
            if (row[column["outcome"]] is "kept" or "simplified")
                tried = [row[column["code"]]];
        }

        return repeated;
    }

    private static List<(int Row, long Bytes)> LongestSegment(List<(int Row, long Bytes)> memory)
    {
        var segments = new List<List<(int Row, long Bytes)>> { new() };
        foreach (var entry in memory)
        {
            // A new process begins small.
            if (segments[^1].Count > 0 && entry.Bytes < 0.8 * segments[^1][^1].Bytes)
                segments.Add([]);
            segments[^1].Add(entry);
        }

        return segments.MaxBy(segment => segment.Count)!;
    }

    private static int Rows(Bench bench)
    {
        var file = Path.Combine(bench.StepProject, "results.tsv");
        return File.Exists(file) ? File.ReadLines(file).Count() - 1 : 0;
    }

    private static long Resident(int process)
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[ResidentPages], CultureInfo.InvariantCulture)
                * PageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Check(bool isFine, string text) => Console.WriteLine($"{(isFine ? "ok    " : "WRONG ")}{text}");
}
