using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Keeping;

/// <summary>
/// What the ledger knows that a comparison needs: how the incumbent scored, and how large the noise is. All of it under the
/// incumbent's conditions. A pure function of the rows.
/// </summary>
internal sealed class KeepHistory
{
    // The machine may drift: what the incumbent scored long ago is no reference.
    private const int LatestRuns = 8;

    // After this many candidates the incumbent is measured again, whether or not a candidate asks for it.
    private const int CandidatesBetweenRuns = 16;

    // With this many runs of the incumbent since it was kept, the runs that it was kept for are no longer needed.
    private const int EnoughRuns = 4;

    private const double EarlierWeight = 0.5;

    private readonly KeepSettings settings;
    private readonly Direction direction;
    private readonly NoisePool pool;
    private readonly List<SeedScore> incumbentRuns;
    private readonly EarlierRuns? earlier;
    private readonly IReadOnlyList<SeedScore> earlierRuns;
    private readonly bool isDue;

    private KeepHistory(
        KeepSettings settings,
        Direction direction,
        NoisePool pool,
        List<SeedScore> incumbentRuns,
        EarlierRuns? earlier,
        IReadOnlyList<SeedScore> earlierRuns,
        bool isDue
    )
    {
        this.settings = settings;
        this.direction = direction;
        this.pool = pool;
        this.incumbentRuns = incumbentRuns;
        this.earlier = earlier;
        this.earlierRuns = earlierRuns;
        this.isDue = isDue;
    }

    /// <summary>The noise floor as the ledger has it.</summary>
    public Noise Noise => pool.Add(Scores(incumbentRuns)).Estimate();

    /// <summary>The incumbent's latest runs. Where several runs are compared, those that it was kept for are left out.</summary>
    public IReadOnlyList<SeedScore> IncumbentRuns => incumbentRuns;

    /// <param name="records">The ledger, in order, up to where the comparison is made.</param>
    /// <param name="incumbent">The experiment that candidates are compared with.</param>
    public static KeepHistory Of(
        IReadOnlyList<ExperimentRecord> records,
        ExperimentRecord incumbent,
        KeepSettings settings,
        Direction direction
    )
    {
        var pool = new NoisePool();
        var runs = new List<SeedScore>();
        EarlierRuns? earlier = null;
        IReadOnlyList<SeedScore> earlierRuns = [];
        var since = 0;
        var standing = 0;
        foreach (var record in records)
        {
            if (record.Conditions != incumbent.Conditions)
                continue;
            if (record.Seen < standing)
            {
                // It ran beside what became the incumbent meanwhile, and was compared with the one before: it tells of the noise alone.
                if (record.Scores.Count > 1)
                    pool = AddPaired(pool, record, PacedRuns.OfIncumbent(record));
                continue;
            }

            since = record.IncumbentRuns.Count > 0 ? 0 : since + 1;
            runs.AddRange(PacedRuns.OfIncumbent(record));
            if (record.Scores.Count > 1 && !record.IsBaseline)
                pool = AddPaired(pool, record, runs);
            if (!record.Status.IsMerged() || record.Metric is null)
                continue;
            // This record is the next incumbent. A candidate was kept for its own runs, so they are lucky: its reference begins anew.
            pool = pool.Add(Scores(runs));
            runs = record.IsBaseline || settings.Runs == 1 ? [.. PacedRuns.Of(record)] : [];
            earlier = record.IsBaseline || settings.Runs == 1 ? null : Earlier(record, settings);
            earlierRuns = earlier is null ? [] : PacedRuns.Of(record);
            since = 0;
            standing = record.Number;
        }

        return new KeepHistory(
            settings,
            direction,
            pool,
            [.. runs.TakeLast(LatestRuns)],
            earlier,
            earlierRuns,
            since >= CandidatesBetweenRuns
        );
    }

    /// <summary>The question for the rule after so many runs.</summary>
    /// <param name="candidate">The candidate's runs so far.</param>
    /// <param name="incumbentNow">The incumbent's runs of this experiment.</param>
    /// <param name="tokens">Tokens of the candidate's code beyond the incumbent's.</param>
    public KeepQuestion Ask(IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbentNow, int tokens)
    {
        IReadOnlyList<SeedScore> incumbent = [.. incumbentRuns, .. incumbentNow];
        var noise = AddPaired(pool.Add(Scores(incumbent)), candidate, incumbent).Estimate();
        var used = incumbent.Count < EnoughRuns ? earlier : null;
        var question = new KeepQuestion(
            new Comparison(candidate, incumbent, direction, noise, used),
            settings,
            tokens,
            isDue && incumbentNow.Count == 0
        );
        // Nothing is kept because the machine is another one than it was for the incumbent: then both are run as it is now.
        return
            settings.Runs > 1
            && (incumbentNow.Count > 0 || WouldKeep(question))
            && PacedRuns.AreApart(candidate, used is null ? incumbentRuns : [.. earlierRuns, .. incumbentRuns])
            ? question with
            {
                Comparison = new Comparison(candidate, incumbentNow, direction, noise),
            }
            : question;
    }

    private static bool WouldKeep(KeepQuestion question) =>
        KeepRule.Next(question) is KeepAnswer.Decided { Decision.Status: var status } && status.IsMerged();

    private static EarlierRuns Earlier(ExperimentRecord record, KeepSettings settings)
    {
        var mean = record.Metric!.Value;
        // A simplified candidate was not chosen for its score.
        var lucky = record is { Status: ExperimentStatus.Kept, Incumbent: { } before, Confidence: { } confidence }
            ? WinnersCurse.Luck(mean - before, Error(record), 1 - confidence, KeepRule.Level(settings, record.Scores.Count))
            : 0;
        return new EarlierRuns(mean - lucky, EarlierWeight * record.Scores.Count);
    }

    // The standard error of the gain, taking as many runs of the incumbent as of the candidate.
    private static double Error(ExperimentRecord record) =>
        record.Noise is { } noise ? noise * Math.Sqrt(2.0 / record.Scores.Count) : double.PositiveInfinity;

    private static NoisePool AddPaired(NoisePool pool, ExperimentRecord record, IReadOnlyList<SeedScore> incumbent) =>
        AddPaired(pool, PacedRuns.Of(record), incumbent);

    private static NoisePool AddPaired(NoisePool pool, IReadOnlyList<SeedScore> candidate, IReadOnlyList<SeedScore> incumbent)
    {
        var other = candidate
            .Select(run => incumbent.LastOrDefault(pair => pair.Seed == run.Seed, new SeedScore(run.Seed, double.NaN)).Score)
            .ToList();
        return other.Exists(double.IsNaN) ? pool.Add(Scores(candidate)) : pool.AddPaired(Scores(candidate), other);
    }

    private static List<double> Scores(IReadOnlyList<SeedScore> runs) => [.. runs.Select(run => run.Score)];
}
