using System.Globalization;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Tests.Views;

/// <summary>A history as a night of research leaves it: many small ideas, few of which help, and some that break.</summary>
internal static class SampleRun
{
    private static readonly (string Knob, string From, string To)[] Ideas =
    [
        ("Width", "128", "192"),
        ("LearningRate", "0.0030", "0.0048"),
        ("Expansion", "3", "4"),
        ("Heads", "1", "2"),
        ("Momentum", "0.95", "0.98"),
        ("HashBits", "12", "14"),
        ("Length", "256", "192"),
        ("WarmupSteps", "20", "10"),
        ("WeightDecay", "0.10", "0.04"),
        ("Layers", "3", "4"),
        ("BatchSize", "16", "12"),
        ("ClipNorm", "1", "0.6"),
    ];

    private static readonly string[] Proposers = ["search/direction", "search/history", "claude", "model/qwen3"];

    private static readonly ExperimentStatus[] Failures =
    [
        ExperimentStatus.BuildFailed,
        ExperimentStatus.Crashed,
        ExperimentStatus.Diverged,
        ExperimentStatus.OutOfMemory,
        ExperimentStatus.Invalid,
        ExperimentStatus.Stopped,
    ];

    /// <summary>A ledger of so many experiments, the baseline included. The same for the same seed.</summary>
    /// <param name="direction">Which way the metric gets better.</param>
    public static IReadOnlyList<ExperimentRecord> Ledger(int experiments = 61, int seed = 7, Direction direction = Direction.Lower)
    {
        var random = new Random(seed);
        var sign = direction == Direction.Lower ? 1 : -1;
        var records = new List<ExperimentRecord>(experiments);
        var time = new DateTimeOffset(2026, 3, 14, 22, 5, 0, TimeSpan.Zero);
        var best = 2.0558;
        for (var number = 1; number <= experiments; number++)
        {
            var (knob, from, to) = Ideas[random.Next(Ideas.Length)];
            var isBaseline = number == 1;
            var fate = random.NextDouble();
            // What is left to gain shrinks.
            var gain = (best - 1.87) * random.NextDouble() * 0.3;
            var isKept = isBaseline || fate < 0.17;
            var failure = !isKept && fate > 0.82 ? Failures[random.Next(Failures.Length)] : (ExperimentStatus?)null;
            double? metric =
                isBaseline ? best
                : failure is not null ? null
                : isKept ? best - (sign * gain)
                : best + (sign * Math.Abs(gain + (random.NextDouble() * (fate > 0.75 ? 0.6 : 0.05))));
            var train = failure is ExperimentStatus.BuildFailed or ExperimentStatus.Invalid
                ? 0
                : 60.0
                    * (
                        isKept ? 4
                        : fate < 0.4 ? 2
                        : 1
                    );
            var seconds = new PhaseSeconds(
                0.6 + (random.NextDouble() * 0.5),
                train > 0 ? 0.9 : 0,
                train,
                train > 0 ? 3.1 + random.NextDouble() : 0,
                0
            );
            seconds = seconds with { Total = seconds.Build + seconds.Startup + seconds.Train + seconds.Eval + 1.2 };
            var proposer = Proposers[random.Next(Proposers.Length)];
            time = time.AddSeconds(seconds.Total + 5);
            records.Add(
                Records.One(
                    number,
                    isKept ? ExperimentStatus.Kept : failure ?? ExperimentStatus.Discarded,
                    isBaseline ? "baseline" : $"{(sign > 0 ? "Raise" : "Lower")} {knob} from {from} to {to}",
                    metric
                ) with
                {
                    Commit = number.ToString("x40", CultureInfo.InvariantCulture),
                    Parent = isBaseline ? 1.ToString("x40", CultureInfo.InvariantCulture) : new string('b', 40),
                    Reason = Reason(isBaseline, isKept, failure, metric, best),
                    Time = time,
                    Incumbent = isBaseline ? null : best,
                    Seconds = seconds,
                    Origin = isBaseline
                        ? Origin.Person
                        : new Origin(
                            proposer,
                            proposer is "claude" or "model/qwen3" ? new ProposalCost(34, 21_400, 0.041) : new ProposalCost(0.03, null, null)
                        ),
                }
            );
            if (isKept)
                best = metric!.Value;
        }

        return records;
    }

    public static RunLimits Limits { get; } = new(100, 8, 5, 5_000_000, 1.85, 30);

    public static RunAccounts Accounts(IReadOnlyList<ExperimentRecord> records)
    {
        var candidates = records.Where(record => !record.IsBaseline).ToList();
        var accounts = candidates
            .GroupBy(record => record.Origin.Proposer)
            .Select(
                (group, index) =>
                    new ProposerAccount(
                        group.Key,
                        0.25,
                        group.Count(),
                        group.Count(record => record.Status.IsMerged()),
                        0.02 * group.Count(record => record.Status.IsMerged()),
                        group.Aggregate(ProposalCost.None, (sum, record) => sum + record.Origin.Cost),
                        index == 3 ? "the endpoint refused its key three times" : null
                    )
            )
            .ToList();
        var sinceKept = candidates.AsEnumerable().Reverse().TakeWhile(record => !record.Status.IsMerged()).Count();
        return new RunAccounts(
            candidates.Count,
            candidates.Count(record => record.Status.IsMerged()),
            sinceKept,
            records.Sum(record => record.Seconds.Total + record.Origin.Cost.Seconds),
            records.Sum(record => record.Seconds.Train),
            accounts.Aggregate(ProposalCost.None, (sum, account) => sum + account.Cost),
            accounts
        );
    }

    /// <summary>A diff as git writes it for the turn of a knob.</summary>
    public static string Diff(ExperimentRecord record) =>
        record.IsBaseline
            ? ""
            : $"""
                diff --git a/Train.cs b/Train.cs
                index 8814952..d0d2fd2 100644
                --- a/Train.cs
                +++ b/Train.cs
                @@ -12,7 +12,7 @@ public static class Training
                     [Knob(1, 12)] private const int Layers = 3;
                -    [Knob(64, 768, Step = 64)] private const int Width = 128; // before {record.Number}
                +    [Knob(64, 768, Step = 64)] private const int Width = 192; // {record.Description}
                     [Knob(1, 8)] private const int Heads = 1;
                """;

    private static string Reason(bool isBaseline, bool isKept, ExperimentStatus? failure, double? metric, double best) =>
        isBaseline ? "the baseline of four runs"
        : isKept
            ? FormattableString.Invariant(
                $"better: {metric:0.0000} against {best:0.0000}, better on 4 of 4 seeds, 99.1 % sure; noise 0.0060"
            )
        : failure switch
        {
            null => FormattableString.Invariant($"not better: {metric:0.0000} against {best:0.0000} after 1 run"),
            ExperimentStatus.BuildFailed => "Train.cs(41,17): error CS1061: 'Tensor' does not contain a definition for 'rmsnorm'",
            ExperimentStatus.Crashed => "training ended with System.Runtime.InteropServices.ExternalException: shape mismatch",
            ExperimentStatus.Diverged => "the loss was NaN after 212 steps",
            ExperimentStatus.OutOfMemory => "the process was killed at 8192 MB",
            ExperimentStatus.Stopped => "its learning curve fell far behind the incumbent's after 24 s",
            _ => "it breaks a rule: Train.cs reads the clock",
        };
}
