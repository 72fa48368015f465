using AutoResearch.Research.Search;

namespace AutoResearch.Research.Ledger;

/// <summary>Who proposed a change, what proposing took, and what was expected of it.</summary>
/// <param name="Proposer">Such as <c>search/direction</c>, <c>claude</c> or <c>model/qwen3</c>; empty for a person's own step.</param>
/// <param name="Cost">The cost of all attempts that led to it.</param>
/// <param name="Expectation">What a search expected of it; null where nothing was expected in numbers.</param>
internal sealed record Origin(string Proposer, ProposalCost Cost, Expectation? Expectation = null)
{
    public static readonly Origin Person = new("", ProposalCost.None);
}

/// <summary>What proposing took.</summary>
/// <param name="Seconds">Wall-clock.</param>
/// <param name="Tokens">Tokens that a language model read and wrote; null where nobody tells.</param>
/// <param name="Dollars">Null where nobody tells.</param>
internal readonly record struct ProposalCost(double Seconds, long? Tokens, double? Dollars)
{
    public static readonly ProposalCost None = new(0, null, null);

    public static ProposalCost operator +(ProposalCost left, ProposalCost right) =>
        new(left.Seconds + right.Seconds, Sum(left.Tokens, right.Tokens), Sum(left.Dollars, right.Dollars));

    private static long? Sum(long? left, long? right) =>
        left is null ? right
        : right is null ? left
        : left + right;

    private static double? Sum(double? left, double? right) =>
        left is null ? right
        : right is null ? left
        : left + right;
}
