using AutoResearch.Research.Ledger;

namespace AutoResearch.Proposers;

/// <summary>A change of the editable files, and why.</summary>
/// <param name="Files">The whole new text of each file that changes, by path relative to the repository.</param>
/// <param name="Hypothesis">One line: what is changed and why it should help. Untrusted where an agent or a model wrote it.</param>
/// <param name="Proposer">Who: <c>search/direction</c>, <c>claude</c>, <c>model/qwen3</c>.</param>
/// <param name="Cost">Of this one attempt.</param>
internal sealed record Proposal(IReadOnlyDictionary<string, string> Files, string Hypothesis, string Proposer, ProposalCost Cost);

/// <summary>A proposal that the loop did not take, so that the proposer can do better.</summary>
/// <param name="Problem">Why not, for the proposer: compiler errors, the experiment that it repeats, a file that it may not change.</param>
internal sealed record RefusedProposal(Proposal Proposal, string Problem);
