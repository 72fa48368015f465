using AutoResearch.Research.Keeping;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>What the rule would have stopped of runs that went on to their end, and what became of those.</summary>
internal static class StoppingReport
{
    // What the rule grants a candidate, and less and more.
    private static readonly double[] Hopes = [1, 1.5, 2, 3];

    public static void Print(IReadOnlyList<RecordedRun> runs)
    {
        var incumbent = runs.Where(run => run.IsIncumbent).ToList();
        var changes = runs.Where(run => !run.IsIncumbent).ToList();
        var mean = incumbent.Average(run => run.Score);
        var noise = new NoisePool().Add([.. incumbent.Select(run => run.Score)]).Estimate().Deviation;
        double Worse(RecordedRun run) => (run.Score - mean) / noise;
        if (Rule(incumbent) is not { } rule)
        {
            Console.WriteLine(
                "The incumbent's runs reported too few losses for learning curves: give a longer budget, or a quieter machine."
            );
            return;
        }

        Console.WriteLine($"incumbent: val_bpb {mean:0.0000} on {incumbent.Count} seeds, noise {noise:0.0000}");
        foreach (var change in changes.OrderBy(change => change.Score))
            Console.WriteLine(
                $"{change.Change, -52} {change.Score:0.0000}  {Worse(change), 6:+0.0;-0.0} noise units worse  "
                    + $"{(Stop(rule, change) is { } at ? $"stopped at {at.Progress:0%}" : "")}"
            );

        Console.WriteLine();
        Console.WriteLine(
            "may fall, times the incumbent | stopped | of clearly worse | training saved | wrongly: within noise | better | equal programs"
        );
        foreach (var hope in Hopes)
        {
            var stopped = changes
                .Select(change => (Worse: Worse(change), At: Stop(Rule(incumbent, hope), change)))
                .Where(entry => entry.At is not null)
                .ToList();
            var equal = incumbent.Count(run => Stop(Rule([.. incumbent.Where(other => other != run)], hope), run) is not null);
            var mark = hope == rule.Hope ? "*" : "";
            Console.WriteLine(
                $"{hope + mark, 29} | {stopped.Count, 3} of {changes.Count, -2}| {stopped.Count(stop => stop.Worse > 2), 8} of "
                    + $"{changes.Count(change => Worse(change) > 2), -5} | "
                    + $"{stopped.Sum(stop => 1 - stop.At!.Progress) / changes.Count, 14:0.0%} | "
                    + $"{stopped.Count(stop => Math.Abs(stop.Worse) <= 1), 21} | {stopped.Count(stop => stop.Worse < -1), 6} | {equal} "
                    + $"of {incumbent.Count}"
            );
        }

        Console.WriteLine(
            "clearly worse: by more than 2 noise units; within noise: by at most 1; equal programs: each "
                + "run of the incumbent against its others"
        );
    }

    private static HopelessRun? Rule(List<RecordedRun> incumbent, double? hope = null)
    {
        var rule = HopelessRun.Against([.. incumbent.Select(run => run.Curve)], []);
        return rule is not null && hope is { } times ? rule.Hoping(times) : rule;
    }

    private static Hopeless? Stop(HopelessRun? rule, RecordedRun run)
    {
        var watch = new RunWatch(rule);
        return run.Curve.Points.Select(watch.Add).FirstOrDefault(hopeless => hopeless is not null);
    }
}
