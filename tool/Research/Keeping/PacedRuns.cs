using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>Runs with the paces that the machine had meanwhile.</summary>
internal static class PacedRuns
{
    /// <summary>
    /// Two paces further apart than this factor are different conditions. Who shares the processors slows a run and the yardstick by not
    /// quite the same, so beside others a run may get a few per cent more work than alone: more than many a gain is worth.
    /// </summary>
    public const double Apart = 1.03;

    /// <summary>The runs of an experiment's candidate.</summary>
    public static IReadOnlyList<SeedScore> Of(ExperimentRecord record) =>
        With([.. record.Seeds.Zip(record.Scores, (seed, score) => new SeedScore(seed, score))], record.Work);

    /// <summary>The runs of the incumbent during an experiment.</summary>
    public static IReadOnlyList<SeedScore> OfIncumbent(ExperimentRecord record) => With(record.IncumbentRuns, record.IncumbentWork);

    /// <summary>Whether the machine was another one for some runs than for others; false where its pace is not known of all.</summary>
    public static bool AreApart(IEnumerable<SeedScore> some, IEnumerable<SeedScore> others) =>
        Usual(some) is { } one && Usual(others) is { } other && Math.Max(one / other, other / one) > Apart;

    // The geometric mean.
    private static double? Usual(IEnumerable<SeedScore> runs)
    {
        var paces = runs.Select(run => run.Pace).ToList();
        return paces.Count > 0 && paces.All(pace => pace > 0) ? Math.Exp(paces.Average(pace => Math.Log(pace!.Value))) : null;
    }

    private static IReadOnlyList<SeedScore> With(IReadOnlyList<SeedScore> runs, IReadOnlyList<RunWork> work) =>
        runs.Count == work.Count ? [.. runs.Zip(work, (run, done) => run with { Pace = done.Pace })] : runs;
}
