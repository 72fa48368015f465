namespace AutoResearch.Proposers.Models;

/// <summary>Writes what a model is told before it proposes.</summary>
/// <param name="answer">The form of the answer, which has to be in it.</param>
internal delegate string BriefingWriter(ProposalRequest request, string answer);
