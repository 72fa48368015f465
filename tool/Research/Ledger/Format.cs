using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>Numbers as every report writes them.</summary>
internal static class Format
{
    public static string Metric(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A gain in units of the metric, with its sign: more than 0 is better.</summary>
    public static string Gain(double gain) => gain.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    /// <summary>So many of all, in percent.</summary>
    public static string Part(int some, int all) => all == 0 ? "" : (100.0 * some / all).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A pace as a part of the usual one: <c>42 %</c>.</summary>
    public static string Pace(double pace) => (100 * pace).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Percent(double? fraction) =>
        fraction is { } value ? (100 * value).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %" : "";

    public static string Seconds(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " s";

    public static string Count(double value) =>
        value switch
        {
            >= 1e9 => (value / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " G",
            >= 1e6 => (value / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " M",
            >= 1e4 => (value / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + " k",
            _ => value.ToString("0", CultureInfo.InvariantCulture),
        };

    public static string Memory(long? bytes) =>
        bytes is { } value ? (value / 1048576.0).ToString("0", CultureInfo.InvariantCulture) + " MB" : "";

    public static string Number(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Better(Direction direction) => direction == Direction.Lower ? "lower is better" : "higher is better";

    /// <summary>What proposing took: seconds and, where they are known, tokens and money.</summary>
    public static string Cost(ProposalCost cost)
    {
        var tokens = cost.Tokens is { } read ? $", {Count(read)} tokens" : "";
        var dollars = cost.Dollars is { } money ? string.Create(CultureInfo.InvariantCulture, $", {money:0.00##} dollars") : "";
        return Seconds(cost.Seconds) + tokens + dollars;
    }

    /// <summary>Who proposed a change.</summary>
    public static string Proposer(Origin origin) => origin.Proposer.Length == 0 ? LedgerQuery.ByHand : origin.Proposer;

    /// <summary>Such as <c> against 1.9500 (-2.04 %, lower is better)</c>; empty where nothing was compared with.</summary>
    public static string Against(ExperimentRecord record, Direction direction) =>
        record.Incumbent is null
            ? ""
            : $" against {Metric(record.Incumbent)} ({(record.Change is null ? "" : Percent(record.Change) + ", ")}{Better(direction)})";

    /// <summary>What a busy machine did to an experiment.</summary>
    public static string Slowed(int runs) =>
        runs == 1 ? "A busy machine slowed 1 run" : string.Create(CultureInfo.InvariantCulture, $"A busy machine slowed {runs} runs");

    /// <summary>The verdict in one sentence.</summary>
    public static string Verdict(ExperimentRecord record) => $"{record.Status.Name()}: {record.Reason}";
}
