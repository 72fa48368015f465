using System.Globalization;
using System.Security.Cryptography;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Stages 4 to 6: runs the candidate, and the incumbent where it has to be measured again, on the seeds that the harness picks, until
/// the keep rule has decided. One process at a time.
/// </summary>
/// <param name="ledger">What the comparison rests on.</param>
internal sealed class Measuring(
    ResearchWorkspace workspace,
    SlotFolders folders,
    IReadOnlyList<ExperimentRecord> ledger,
    UnslowedRun unslowed,
    IncumbentRunner incumbent,
    IExperimentObserver observer
)
{
    public Measured Measure(Built built)
    {
        folders.ClearRuns();
        CurveFiles.Prune(workspace, built.Candidate.Number);
        if (built.Failure is { } failure)
            return new Measured(built, [], [], null, null, default, null, failure);
        var measured = built.Candidate.IsBaseline ? Baseline(built) : Compare(built);
        return measured with { Slowed = unslowed.Slowed, IncumbentWork = incumbent.Work };
    }

    // Runs several seeds, so that the first noise floor is measured and not assumed.
    private Measured Baseline(Built built)
    {
        var runs = new List<Scored>();
        var most = built.Candidate.Program.Keep.Runs;
        while (runs.Count < most)
        {
            if (Run(built, runs, NewSeed(), most) is { } failure)
                return Failed(built, runs, [], failure);
        }

        var scores = runs.Select(run => run.Score!.Value).ToList();
        var noise = new NoisePool().Add(scores).Estimate();
        return new Measured(
            built,
            runs,
            [],
            noise.IsKnown ? noise.Deviation : null,
            null,
            Sum(runs),
            KeepRule.Baseline(scores, noise),
            null
        );
    }

    private Measured Compare(Built built)
    {
        var candidate = built.Candidate;
        var history = KeepHistory.Of(ledger, candidate.Incumbent!, candidate.Program.Keep, candidate.Program.Metric.Direction);
        var tokens = built.CodeTokens - incumbent.CodeTokens(candidate);
        var runs = new List<Scored>();
        var again = new List<SeedScore>();
        while (true)
        {
            var question = history.Ask([.. runs.Select(Scores)], again, tokens);
            switch (KeepRule.Next(question))
            {
                case KeepAnswer.RunCandidate run:
                    if (Run(built, runs, run.Seed ?? NewSeed(), candidate.Program.Keep.Runs) is { } failure)
                        return Failed(built, runs, again, failure);
                    break;
                case KeepAnswer.RunIncumbent run:
                    // Two models may not fit into a device that one fills.
                    runs[^1].Trained.Session?.Dispose();
                    observer.Again(incumbent: true, again.Count + 1, null);
                    var (score, stopped) = incumbent.Run(candidate, run.Seed ?? NewSeed());
                    if (score is null)
                        return Failed(built, runs, again, stopped!);
                    again.Add(score.Value);
                    break;
                case KeepAnswer.Decided decided:
                    var comparison = question.Comparison;
                    return new Measured(
                        built,
                        runs,
                        again,
                        comparison.Noise.IsKnown ? comparison.Noise.Deviation : null,
                        comparison.IncumbentWeight > 0 ? comparison.Reference : null,
                        Sum(runs) + incumbent.Seconds,
                        decided.Decision,
                        null
                    );
            }
        }
    }

    // Adds a run. Returns why it gave no score; null when it gave one.
    private Failure? Run(Built built, List<Scored> runs, long seed, int most)
    {
        if (runs.Count > 0)
        {
            runs[^1].Trained.Session?.Dispose();
            observer.Again(incumbent: false, runs.Count + 1, most);
        }

        // Only the first run may be ended early: further seeds are run only for what looked promising.
        var rule = runs.Count == 0 ? Rule(built.Candidate) : null;
        var scored = unslowed.Run(built, seed, folders.WeightsOf(runs.Count), Reference(built, runs), rule);
        runs.Add(scored);
        if (scored.Failure is null)
            CurveFiles.Write(workspace, built.Candidate.Number, seed, scored.Trained.Curve);
        return scored.Failure;
    }

    private HopelessRun? Rule(Candidate candidate) =>
        candidate is { Program.EarlyStopping: true, Incumbent: { } incumbent } ? CurveFiles.Rule(workspace, incumbent) : null;

    // An earlier run of the same code is more like the next one than the incumbent's run is.
    private static RunPace? Reference(Built built, List<Scored> runs)
    {
        var candidate = built.Candidate;
        return runs.Count > 0 ? runs[^1].Trained.Pace
            : candidate.Incumbent is { } incumbent ? RunPace.Of(incumbent, candidate.Program.Budget)
            : null;
    }

    private Measured Failed(Built built, List<Scored> runs, List<SeedScore> again, Failure failure)
    {
        var before = runs.Where(run => run.Failure is null).Select(run => run.Score!.Value).ToList();
        var told =
            before.Count == 0 || failure.Status == ExperimentStatus.Interrupted
                ? failure
                : failure with
                {
                    Reason = string.Create(
                        CultureInfo.InvariantCulture,
                        $"on seed {before.Count + 1}, after "
                            + $"{string.Join(" and ", before.Select(score => FormattableString.Invariant($"{score:0.0000}")))}: "
                            + $"{failure.Reason}"
                    ),
                };
        return new Measured(built, runs, again, null, null, Sum(runs) + incumbent.Seconds, null, told);
    }

    private static SeedScore Scores(Scored run) => new(run.Trained.Seed, run.Score!.Value, run.Trained.Work?.Pace);

    private static RunSeconds Sum(List<Scored> runs) => runs.Aggregate(default(RunSeconds), (sum, run) => sum + run.Seconds);

    // The harness picks the seeds.
    private static long NewSeed() => RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
