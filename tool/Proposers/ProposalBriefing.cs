using AutoResearch.Research.Memory;

namespace AutoResearch.Proposers;

/// <summary>The briefing of a request, for whoever proposes in words: agents and models.</summary>
internal static class ProposalBriefing
{
    /// <param name="findings">What the whole ledger says, a line each.</param>
    /// <param name="answer">The form of the answer, as instructions.</param>
    public static string Write(ProposalRequest request, IReadOnlyList<string> findings, string answer) =>
        Briefing.Write(
            new BriefingFacts(
                request.Number,
                request.Program,
                request.ProgramText,
                request.Files,
                request.Context,
                request.Records,
                request.Incumbent,
                [
                    .. request.Refused.Select(refused => new RefusedAttempt(
                        refused.Proposal.Files,
                        refused.Proposal.Hypothesis,
                        refused.Problem
                    )),
                ],
                findings,
                request.Underway
            ),
            answer
        );
}
