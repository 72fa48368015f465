using AutoResearch.Research;
using AutoResearch.Research.Memory;

namespace AutoResearch.Proposers;

/// <summary>The briefing of a request, for whoever proposes in words: agents and models.</summary>
internal static class ProposalBriefing
{
    private const int QuoteLimit = 120;

    /// <param name="answer">The form of the answer, as instructions.</param>
    public static string Write(ProposalRequest request, string answer)
    {
        var metric = request.Program.Metric;
        var findings = FindingLines.Of(Findings.Of(request.Records, metric.Direction), metric.Name, text => UntrustedText.Quote(text, QuoteLimit));
        return Briefing.Write(
            new BriefingFacts(
                request.Number, request.Program, request.ProgramText, request.Files, request.Context, request.Records, request.Incumbent,
                [.. request.Refused.Select(refused => new RefusedAttempt(refused.Proposal.Files, refused.Proposal.Hypothesis, refused.Problem))], findings),
            answer);
    }
}
