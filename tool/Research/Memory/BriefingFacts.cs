using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Research.Memory;

/// <summary>What a briefing is written from.</summary>
/// <param name="Number">The experiment that the proposal will become.</param>
/// <param name="Program">program.md, read.</param>
/// <param name="ProgramText">program.md as the human wrote it.</param>
/// <param name="Files">The editable files as they are on the research branch: text by path.</param>
/// <param name="Context">The other files worth reading, Prepare.cs for one: text by path.</param>
/// <param name="Records">Every experiment so far, in order.</param>
/// <param name="Incumbent">The experiment to beat.</param>
/// <param name="Refused">Earlier attempts at this very proposal, the oldest first.</param>
/// <param name="Findings">What the whole ledger says, a line each, the most important first.</param>
/// <param name="Underway">What other slots try at the moment, in order.</param>
internal sealed record BriefingFacts(
    int Number,
    ResearchProgram Program,
    string ProgramText,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Context,
    IReadOnlyList<ExperimentRecord> Records,
    ExperimentRecord Incumbent,
    IReadOnlyList<RefusedAttempt> Refused,
    IReadOnlyList<string> Findings,
    IReadOnlyList<ExperimentRecord> Underway
);
