using System.Diagnostics;
using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>Where a run stands: its state file and the ledger, seen as accounts. Every change of it is on disk before the call
/// returns.</summary>
internal sealed class RunProgress(
    ResearchWorkspace workspace,
    RunStateFile file,
    RunState state,
    IReadOnlyList<(string Name, double Share)> wanted,
    int slots = 1
)
{
    // More than Shares looks at.
    private const int ChoicesKept = 40;

    // About two hours, with waits that grow to ten minutes.
    private const int MostPassingFailures = 16;

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly double before = state.Seconds;

    public RunState State { get; private set; } = state;

    /// <summary>The candidates of this run that are in the ledger, in order.</summary>
    public IReadOnlyList<ExperimentRecord> Experiments =>
        [.. workspace.Ledger.Records.Skip(State.After).Where(record => !record.IsBaseline && record.Origin.Proposer.Length > 0)];

    public RunAccounts Accounts()
    {
        var experiments = Experiments;
        var kept = experiments.Count(record => record.Status.IsMerged());
        var cost = State
            .Wasted.Values.Concat(experiments.Select(record => record.Origin.Cost))
            .Aggregate(ProposalCost.None, (sum, one) => sum + one);
        var shares = Shares.Of(Parts());
        return new RunAccounts(
            experiments.Count,
            kept,
            experiments.Reverse().TakeWhile(record => !record.Status.IsMerged()).Count(),
            Seconds,
            experiments.Sum(record => record.Seconds.Train),
            cost,
            [.. wanted.Select((spec, i) => Account(spec.Name, shares[i], experiments))]
        )
        {
            Slots = slots,
        };
    }

    /// <summary>What the mixture is computed from, in the order of the proposers.</summary>
    public IReadOnlyList<Shares.Part> Parts()
    {
        var experiments = Experiments;
        return
        [
            .. wanted.Select(spec =>
            {
                var own = experiments.Where(record => IsOf(record, spec.Name)).ToList();
                var seconds =
                    own.Sum(record => record.Seconds.Total + record.Origin.Cost.Seconds)
                    + State.Wasted.GetValueOrDefault(spec.Name).Seconds;
                return new Shares.Part(
                    spec.Name,
                    spec.Share,
                    own.Count,
                    own.Count(record => record.Status.IsMerged()),
                    seconds,
                    !State.SetAside.ContainsKey(spec.Name)
                );
            }),
        ];
    }

    /// <summary>The failures in a row that a proposer's latest experiments ended with.</summary>
    public FailureStreak StreakOf(string proposer) =>
        FailureStreak.Of(Experiments.Where(record => IsOf(record, proposer)).TakeLast(FailureStreak.Limit).Select(record => record.Status));

    /// <summary>The seed of the present round: another one each time, so that a proposer that draws at random does not draw the same
    /// again.</summary>
    public int RoundSeed => unchecked((State.Seed * 31) + (7919 * State.Rounds));

    public void Chose(string proposer) =>
        Change(State with { Rounds = State.Rounds + 1, Choices = [.. State.Choices.Append(proposer).TakeLast(ChoicesKept)] });

    public void Proposed(string proposer) => Change(State with { Streaks = Without(State.Streaks, proposer) });

    /// <summary>A proposer gave nothing that could be run.</summary>
    /// <returns>Why it is not asked any more; null while it is.</returns>
    public string? Failed(string proposer, ProposerException problem, ProposalCost cost)
    {
        var streak = State.Streaks.GetValueOrDefault(proposer, new FailureStreak("", 0)).And(problem.Kind);
        var most = ProposerException.MayPass(problem.Kind) ? MostPassingFailures : FailureStreak.Limit;
        var setAside =
            problem.ForGood ? problem.Message
            : streak.Length >= most ? $"{streak.Length} times in a row it ended with '{problem.Kind}'. The last time: {problem.Message}"
            : null;
        Change(
            State with
            {
                Wasted = With(State.Wasted, proposer, State.Wasted.GetValueOrDefault(proposer) + cost),
                Streaks = With(State.Streaks, proposer, streak),
                SetAside = setAside is null ? State.SetAside : With(State.SetAside, proposer, setAside),
            }
        );
        return setAside;
    }

    public void Save() => Change(State);

    public void End(string? reason) => Change(State with { Ended = reason });

    private double Seconds => before + watch.Elapsed.TotalSeconds;

    private ProposerAccount Account(string name, double share, IReadOnlyList<ExperimentRecord> experiments)
    {
        var own = experiments.Where(record => IsOf(record, name)).ToList();
        var gain = own.Where(record => record.Status.IsMerged() && record.Metric is not null && record.Incumbent is not null)
            .Sum(record => Math.Abs(record.Metric!.Value - record.Incumbent!.Value));
        var cost = own.Aggregate(State.Wasted.GetValueOrDefault(name), (sum, record) => sum + record.Origin.Cost);
        return new ProposerAccount(
            name,
            share,
            own.Count,
            own.Count(record => record.Status.IsMerged()),
            gain,
            cost,
            State.SetAside.GetValueOrDefault(name)
        );
    }

    /// <summary>Whether a proposal is a proposer's. It may add how it proposed, after a slash: search/direction is a proposal of
    /// search.</summary>
    public static bool IsOf(string origin, string proposer) =>
        origin == proposer || origin.StartsWith(proposer + "/", StringComparison.Ordinal);

    private static bool IsOf(ExperimentRecord record, string proposer) => IsOf(record.Origin.Proposer, proposer);

    private void Change(RunState changed)
    {
        State = changed with { Seconds = Seconds };
        file.Write(State);
    }

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> entries, string key, T value)
    {
        var changed = entries.ToDictionary(StringComparer.Ordinal);
        changed[key] = value;
        return changed;
    }

    private static Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> entries, string key)
    {
        var changed = entries.ToDictionary(StringComparer.Ordinal);
        changed.Remove(key);
        return changed;
    }
}
