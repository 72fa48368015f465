using AutoResearch.Research;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>What the rule would have stopped of runs that went on to their end, and what became of those.</summary>
internal static class StoppingReport
{
    public static void Print(IReadOnlyList<RecordedRun> runs)
    {
        var incumbent = runs.Where(run => run.IsIncumbent).ToList();
        var changes = runs.Where(run => !run.IsIncumbent).ToList();
        var mean = incumbent.Average(run => run.Score);
        var noise = new NoisePool().Add([.. incumbent.Select(run => run.Score)]).Estimate().Deviation;
        Console.WriteLine($"incumbent: val_bpb {mean:0.0000} on {incumbent.Count} seeds, noise {noise:0.0000}");
        var rule = HopelessRun.Against(Curves(incumbent), []);
        var stopped = new List<(double Worse, double Saved)>();
        foreach (var change in changes)
        {
            var worse = (change.Score - mean) / noise;
            var at = Stop(rule, change);
            if (at is not null)
                stopped.Add((worse, 1 - at.Progress));
            Console.WriteLine($"{change.Change,-52} {change.Score:0.0000}  {worse,7:+0.0;-0.0} noise units worse  {(at is null ? "" : $"stopped at {at.Progress:0%}")}");
        }

        Console.WriteLine($"stopped: {stopped.Count} of {changes.Count} changes; of the {changes.Count(change => (change.Score - mean) / noise > 2)} that ended more than 2 noise units worse, {stopped.Count(stop => stop.Worse > 2)}");
        Console.WriteLine($"training time saved: {stopped.Sum(stop => stop.Saved) / changes.Count:0.0%} of all, {(stopped.Count == 0 ? 0 : stopped.Average(stop => stop.Saved)):0%} of a stopped run");
        Console.WriteLine($"wrongly stopped: {stopped.Count(stop => stop.Worse <= 1)} would have ended at most 1 noise unit worse, {stopped.Count(stop => stop.Worse < 0)} better");
        var equal = incumbent.Count(run => Stop(HopelessRun.Against(Curves(incumbent.Where(other => other != run)), []), run) is not null);
        Console.WriteLine($"equal programs (each run of the incumbent against its others): {equal} of {incumbent.Count} stopped");
    }

    private static List<LearningCurve> Curves(IEnumerable<RecordedRun> runs) => [.. runs.Select(run => run.Curve)];

    private static Hopeless? Stop(HopelessRun? rule, RecordedRun run)
    {
        var watch = new RunWatch(rule);
        return run.Curve.Points.Select(watch.Add).FirstOrDefault(hopeless => hopeless is not null);
    }
}
