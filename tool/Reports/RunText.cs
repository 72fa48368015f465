using System.Globalization;
using AutoResearch.Reports.Live;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;

namespace AutoResearch.Reports;

/// <summary>The words of a run: its limits, its pace, its cost.</summary>
internal static class RunText
{
    /// <summary>What is left of each limit that was given; empty where there is none.</summary>
    /// <param name="seconds">Worked so far.</param>
    public static IReadOnlyList<string> Left(RunLimits limits, RunAccounts accounts, double seconds, RunStanding standing)
    {
        var left = new List<string>();
        if (limits.Experiments is { } experiments)
            left.Add(Invariant($"{Math.Max(0, experiments - accounts.Experiments)} of {Count(experiments, "experiment")}"));
        if (limits.Hours is { } hours)
            left.Add(Invariant($"{Duration(Math.Max(0, (hours * 3600) - seconds))} of {Duration(hours * 3600)}"));
        if (limits.Dollars is { } dollars)
            left.Add(Invariant($"${Math.Max(0, dollars - (accounts.Cost.Dollars ?? 0)):0.00} of ${dollars:0.00}"));
        if (limits.Tokens is { } tokens)
            left.Add($"{Format.Count(Math.Max(0, tokens - (accounts.Cost.Tokens ?? 0)))} of {Format.Count(tokens)} tokens");
        if (limits.Until is { } goal)
            left.Add(
                standing.Best?.Metric is { } best
                    ? Invariant($"{Math.Abs(best - goal):0.0000} to {standing.Metric} {goal:0.####}")
                    : Invariant($"until {goal:0.####}")
            );
        if (limits.Plateau is { } plateau)
            left.Add(Invariant($"{Math.Max(0, plateau - accounts.SinceKept)} more without a gain"));
        return left;
    }

    /// <summary>Candidates an hour; null before there is one.</summary>
    public static double? Rate(RunAccounts accounts) =>
        accounts is { Experiments: > 0, Seconds: > 0 } ? accounts.Experiments / accounts.Seconds * 3600 : null;

    /// <summary>The share of the time that training's clock ran; null before there is any.</summary>
    public static double? TrainingShare(RunAccounts accounts) =>
        accounts.Seconds > 0 ? Math.Clamp(accounts.TrainSeconds / (accounts.Slots * accounts.Seconds), 0, 1) : null;

    /// <summary><c>12.3 experiments an hour, 78 % of the time in training</c></summary>
    public static string Pace(RunAccounts accounts) =>
        Rate(accounts) is not { } rate
            ? "no experiment yet"
            : Invariant($"{rate:0.#} experiments an hour, {100 * TrainingShare(accounts):0} % of the time in training");

    /// <summary>What proposing took: dollars and tokens where somebody tells, else time.</summary>
    public static string Cost(ProposalCost cost)
    {
        var parts = new List<string>();
        if (cost.Dollars is { } dollars)
            parts.Add(Invariant($"${dollars:0.00}"));
        if (cost.Tokens is { } tokens)
            parts.Add($"{Format.Count(tokens)} tokens");
        parts.Add(Duration(cost.Seconds));
        return string.Join(", ", parts);
    }

    /// <summary>One proposer in one line.</summary>
    public static string Account(ProposerAccount account) =>
        UntrustedText.Clean(
            Invariant($"{account.Name}: kept {account.Kept} of {account.Experiments}, gain {account.Gain:0.0000}, {Cost(account.Cost)}, ")
                + (account.SetAside is { } reason ? $"set aside: {reason}" : Invariant($"asked {100 * account.Share:0} % of the time"))
        );

    /// <summary><c>45 s</c>, <c>12 min</c>, <c>2.8 h</c></summary>
    public static string Duration(double seconds) =>
        seconds switch
        {
            < 120 => Format.Seconds(seconds),
            < 7200 => Invariant($"{seconds / 60:0} min"),
            _ => Invariant($"{seconds / 3600:0.0} h"),
        };

    public static string Count(int count, string name) => Invariant($"{count} {name}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
