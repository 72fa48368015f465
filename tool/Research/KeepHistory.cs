namespace AutoResearch.Research;

/// <summary>
/// What the ledger knows that a comparison needs: how the incumbent scored, how large the noise is, and which level the session's
/// false discovery rate leaves for the next candidate. All of it under the incumbent's conditions. A pure function of the rows.
/// </summary>
internal sealed class KeepHistory
{
    // The machine may drift: what the incumbent scored long ago is no reference.
    private const int LatestRuns = 8;

    // Every so many candidates the incumbent is measured again, whether a candidate asks for it or not.
    private const int CandidatesBetweenRuns = 16;

    private readonly KeepSettings settings;
    private readonly Direction direction;
    private readonly NoisePool pool;
    private readonly List<SeedScore> incumbentRuns;
    private readonly double level;
    private readonly bool isDue;

    private KeepHistory(KeepSettings settings, Direction direction, NoisePool pool, List<SeedScore> incumbentRuns, double level, bool isDue)
    {
        this.settings = settings;
        this.direction = direction;
        this.pool = pool;
        this.incumbentRuns = incumbentRuns;
        this.level = level;
        this.isDue = isDue;
    }

    /// <summary>The noise floor as the ledger has it.</summary>
    public Noise Noise => pool.Add(Scores(incumbentRuns)).Estimate();

    /// <summary>The incumbent's runs that it was not kept for.</summary>
    public IReadOnlyList<SeedScore> IncumbentRuns => incumbentRuns;

    /// <param name="records">The ledger, in order, up to where the comparison is made.</param>
    /// <param name="incumbent">The experiment that candidates are compared with.</param>
    public static KeepHistory Of(IReadOnlyList<ExperimentRecord> records, ExperimentRecord incumbent, KeepSettings settings, Direction direction)
    {
        var pool = new NoisePool();
        var tested = new List<Tested>();
        var runs = new List<SeedScore>();
        var since = 0;
        foreach (var record in records)
        {
            if (record.Conditions != incumbent.Conditions)
                continue;
            if (!record.IsBaseline && record.Screening is { } screening)
                tested.Add(new Tested(screening, record.Status == ExperimentStatus.Kept));
            since = record.IncumbentRuns.Count > 0 ? 0 : since + 1;
            runs.AddRange(record.IncumbentRuns);
            if (record.Scores.Count > 1 && !record.IsBaseline)
                pool = AddPaired(pool, record, runs);
            if (!record.Status.IsMerged() || record.Metric is null)
                continue;
            // The next incumbent. A candidate's own runs are what it was kept for, so they are lucky: its reference begins anew.
            pool = pool.Add(Scores(runs));
            runs = record.IsBaseline || settings.Runs == 1 ? [.. Runs(record)] : [];
            since = 0;
        }

        return new KeepHistory(settings, direction, pool, [.. runs.TakeLast(LatestRuns)], FalseDiscovery.Level(tested, 1 - settings.Confidence), since >= CandidatesBetweenRuns);
    }

    /// <summary>The question for the rule after so many runs.</summary>
    /// <param name="candidate">The candidate's runs so far.</param>
    /// <param name="incumbentNow">The incumbent's runs of this experiment.</param>
    /// <param name="tokens">Tokens of the candidate's code beyond the incumbent's.</param>
    public KeepQuestion Ask(IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbentNow, int tokens)
    {
        IReadOnlyList<SeedScore> incumbent = [.. incumbentRuns, .. incumbentNow];
        var noise = AddPaired(pool.Add(Scores(incumbent)), candidate, incumbent).Estimate();
        return new KeepQuestion(new Comparison(candidate, incumbent, direction, noise), settings, level, tokens, isDue && incumbentNow.Count == 0);
    }

    private static NoisePool AddPaired(NoisePool pool, ExperimentRecord record, IReadOnlyList<SeedScore> incumbent) => AddPaired(pool, [.. Runs(record)], incumbent);

    private static NoisePool AddPaired(NoisePool pool, IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbent)
    {
        var other = candidate.Select(run => incumbent.LastOrDefault(pair => pair.Seed == run.Seed, new SeedScore(run.Seed, double.NaN)).Score).ToList();
        return other.Exists(double.IsNaN) ? pool.Add(Scores(candidate)) : pool.AddPaired(Scores(candidate), other);
    }

    private static IEnumerable<SeedScore> Runs(ExperimentRecord record) => record.Seeds.Zip(record.Scores, (seed, score) => new SeedScore(seed, score));

    private static List<double> Scores(IReadOnlyList<SeedScore> runs) => [.. runs.Select(run => run.Score)];
}
