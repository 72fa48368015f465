using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutoResearch.Benchmarks.Slots;

/// <summary>
/// How many experiments an hour slots make, against one experiment at a time on all threads. Each run makes the same number of steps, so
/// that both find the same; the two are alternated.
/// </summary>
internal static class SlotBenchmark
{
    private const string Steps = "300 steps";
    private const int Experiments = 10;

    /// <param name="arguments">How many slots: 2 by default. Then how many pairs of runs: 3 by default.</param>
    public static void Run(string[] arguments)
    {
        var slots = arguments.Length > 0 ? arguments[0] : "2";
        var pairs = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 3;
        using var bench = Bench.Install();
        var agent = DeadCode.Agent(bench.Root);
        Prepare(bench, bench.StepProject);
        Prepare(bench, bench.ShellProject);
        Console.WriteLine("measuring both baselines …");
        Hour(bench, bench.StepProject, "1", agent, 1);
        Hour(bench, bench.ShellProject, slots, agent, 1);
        var ratios = new List<double>();
        for (var i = 1; i <= pairs; i++)
        {
            var one = Hour(bench, bench.StepProject, "1", agent, Experiments);
            var several = Hour(bench, bench.ShellProject, slots, agent, Experiments);
            ratios.Add(several / one);
            Console.WriteLine($"pair {i}: {one:0.0} experiments an hour one at a time, {several:0.0} in {slots} slots: {ratios[^1]:0.00}");
        }

        ratios.Sort();
        Console.WriteLine($"median {ratios[ratios.Count / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00})");
    }

    private static void Prepare(Bench bench, string project)
    {
        bench.MakeProject(project);
        var program = Path.Combine(project, "program.md");
        File.WriteAllText(program, Regex.Replace(File.ReadAllText(program), @"(Training budget: ).*", $"${{1}}{Steps}"));
        bench.Run(project, "git", "add", "-A");
        bench.Run(project, "git", "commit", "-q", "-m", "start");
        bench.Run(project, bench.Tool, "lock");
    }

    // Without the baseline, which is there after the first time.
    private static double Hour(Bench bench, string project, string slots, string agent, int experiments)
    {
        var output = bench.Run(
            project,
            bench.Tool,
            "run",
            "--json",
            "--fresh",
            "--slots",
            slots,
            "--experiments",
            experiments.ToString(CultureInfo.InvariantCulture),
            "--proposer",
            agent
        );
        using var answer = JsonDocument.Parse(output[..(output.IndexOf('\n') + 1)]);
        return experiments / answer.RootElement.GetProperty("seconds").GetDouble() * 3600;
    }
}
