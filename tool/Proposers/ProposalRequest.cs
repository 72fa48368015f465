using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Proposers;

/// <summary>What a proposer is told.</summary>
/// <param name="Number">The experiment that the proposal will become.</param>
/// <param name="Program">program.md, read.</param>
/// <param name="ProgramText">program.md as the human wrote it.</param>
/// <param name="Files">The editable files as they are on the research branch: text by path.</param>
/// <param name="Context">The other files worth reading, Prepare.cs for one: text by path.</param>
/// <param name="Records">Every experiment so far, in order. Nothing of the held-out split is in them.</param>
/// <param name="Incumbent">The experiment to beat.</param>
/// <param name="Refused">Earlier attempts at this very proposal, the oldest first. Empty at first.</param>
/// <param name="Seed">For a proposer that draws: the same request and seed give the same proposal.</param>
internal sealed record ProposalRequest(
    int Number,
    ResearchProgram Program,
    string ProgramText,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Context,
    IReadOnlyList<ExperimentRecord> Records,
    ExperimentRecord Incumbent,
    IReadOnlyList<RefusedProposal> Refused,
    int Seed
)
{
    /// <summary>What other slots try at the moment, and what they have tried and is not in the ledger yet, in order.</summary>
    public IReadOnlyList<ExperimentRecord> Underway { get; init; } = [];
}
