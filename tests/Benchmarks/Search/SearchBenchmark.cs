using System.Diagnostics;
using System.Globalization;
using AutoResearch.Proposers;
using AutoResearch.Research.Search;
using AutoResearch.SearchProblems;

namespace AutoResearch.Benchmarks.Search;

/// <summary>
/// How many experiments each search needs until what stands is among the best 5 % and 1 % of all settings, drawn at random: on formulas of
/// ten knobs, and on the table of real training.
/// </summary>
internal static class SearchBenchmark
{
    private const int DrawnSettings = 2000;
    private const int Experiments = 100;

    private const string Only = "on:";
    private const string Slots = "slots:";

    /// <param name="arguments">The table, or none; how many seeds; the searches. On:valley is that problem alone, by a part of its
    /// name; slots:4 makes four experiments at the same time.</param>
    public static void Run(string[] arguments)
    {
        var only = arguments
            .Where(argument => argument.StartsWith(Only, StringComparison.Ordinal))
            .Select(argument => argument[Only.Length..]);
        var slots = arguments.Where(argument => argument.StartsWith(Slots, StringComparison.Ordinal)).ToList() is [var asked, ..]
            ? int.Parse(asked[Slots.Length..], CultureInfo.InvariantCulture)
            : 1;
        arguments = [.. arguments.Where(argument => argument.Split(':')[0] is not ("on" or "slots"))];
        var seeds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 30;
        string[] searches =
            arguments.Length > 2 ? arguments[2..] : ["uniform", .. SearchProposer.Strategies.Except(["ablation"]), "search"];
        var problems = new List<(string Name, Func<int, Objective> Draw)>();
        foreach (var landscape in Landscape.All.Append(Landscape.Conditional))
            problems.Add((landscape.Name, landscape.Draw));
        problems.Add(("every kind of knob, with a constraint", MixedProblem.Draw));
        if (arguments.Length > 0 && arguments[0] != "none")
        {
            var table = TableObjective.Read(arguments[0]);
            problems.Add(("the table of real training", _ => table));
        }

        foreach (var (name, draw) in problems.Where(problem => !only.Any() || only.Any(problem.Name.Contains)))
        {
            Console.WriteLine();
            Console.WriteLine(name);
            Console.WriteLine($"{"", -12} {"to 5 %", 22} {"to 1 %", 22} {"left after 20, 50, 100", 24} {"ms a proposal", 14}");
            var thresholds = Enumerable.Range(1, seeds).ToDictionary(seed => seed, seed => Quantiles(draw(seed)));
            foreach (var search in searches)
            {
                var clock = Stopwatch.StartNew();
                var curves = Enumerable
                    .Range(1, seeds)
                    .AsParallel()
                    .AsOrdered()
                    .Select(seed => (Seed: seed, Session: new SearchSession(draw(seed), seed).Run(Proposer(search), Experiments, slots)))
                    .Select(run => (run.Seed, run.Session.Curve, run.Session.StoppedAfter))
                    .ToList();
                var milliseconds = clock.Elapsed.TotalMilliseconds * Math.Min(seeds, Environment.ProcessorCount) / (seeds * Experiments);
                var left = ((int[])[20, 50, 100]).Select(after =>
                    Median(
                        curves.Select(run => (run.Curve[after] - thresholds[run.Seed].Best) / (run.Curve[0] - thresholds[run.Seed].Best))
                    )
                );
                Console.WriteLine(
                    $"{search, -12} {Summary(curves.Select(run => Trials(run.Curve, thresholds[run.Seed].Twentieth))), 22} "
                        + $"{Summary(curves.Select(run => Trials(run.Curve, thresholds[run.Seed].Hundredth))), 22} "
                        + $"{string.Join("  ", left.Select(part => part.ToString("0.000", CultureInfo.InvariantCulture))), 24} "
                        + $"{milliseconds, 14:0.0}"
                        + Stopped([.. curves.Select(run => run.StoppedAfter).OfType<int>()])
                );
            }
        }
    }

    // How many searches said that nothing was left to try, and after how many experiments.
    private static string Stopped(IReadOnlyList<int> after) =>
        after.Count == 0 ? "" : $"  nothing left in {after.Count}, after {after.Min()} to {after.Max()}";

    private static IProposer Proposer(string search) =>
        search switch
        {
            "uniform" => new UniformSearch(),
            "search" => new SearchProposer(),
            _ => new SearchProposer(search),
        };

    // The scores that the best 5 % and 1 % of random settings reach, and the best of them.
    private static (double Twentieth, double Hundredth, double Best) Quantiles(Objective objective)
    {
        var space = new SearchSpace(new Dictionary<string, string> { [""] = objective.Source }, DeviceClass.SmallCpu);
        var random = new Random(4711);
        var scores = Enumerable
            .Range(0, DrawnSettings)
            .Select(_ => Combination.Places(space.Dials, UniformSearch.Draw(space, random)))
            .AsParallel()
            .Select(places => objective.True(places) ?? double.PositiveInfinity)
            .Order()
            .ToList();
        return (scores[DrawnSettings / 20], scores[DrawnSettings / 100], scores[0]);
    }

    private static double Trials(IReadOnlyList<double> curve, double threshold)
    {
        var first = curve.ToList().FindIndex(score => score <= threshold);
        return first < 0 ? double.PositiveInfinity : first;
    }

    private static string Summary(IEnumerable<double> trials)
    {
        var sorted = trials.Order().ToList();
        string At(double part) => sorted[(int)(part * (sorted.Count - 1))] is var at && double.IsFinite(at) ? $"{at:0}" : $">{Experiments}";
        return $"{At(0.5)} ({At(0.25)} to {At(0.75)})";
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
