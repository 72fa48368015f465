using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Proposers;

/// <summary>A change of the editable files, and why.</summary>
/// <param name="Files">The whole new text of each file that changes, by path relative to the repository.</param>
/// <param name="Hypothesis">One line: what is changed and why it should help. Untrusted where an agent or a model wrote it.</param>
/// <param name="Proposer">Who: <c>search/direction</c>, <c>claude</c>, <c>model/qwen3</c>.</param>
/// <param name="Cost">Of this one attempt.</param>
/// <param name="Expectation">What a search expects of it; agents and models say nothing in numbers.</param>
internal sealed record Proposal(
    IReadOnlyDictionary<string, string> Files,
    string Hypothesis,
    string Proposer,
    ProposalCost Cost,
    Expectation? Expectation = null
)
{
    /// <summary>Where the experiment that tries it comes from.</summary>
    /// <param name="cost">The cost of all attempts that led to it.</param>
    public Origin Origin(ProposalCost cost) => new(Proposer, cost, Expectation);
}

/// <summary>A proposal that the loop did not take, so that the proposer can do better.</summary>
/// <param name="Problem">Why not, for the proposer: compiler errors, the experiment that it repeats, a file that it may not change.</param>
internal sealed record RefusedProposal(Proposal Proposal, string Problem);
