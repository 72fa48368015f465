using AutoResearch.Research;
using AutoResearch.Research.Running;

namespace AutoResearch.Proposers;

/// <summary>Makes the proposers that a command line or program.md names.</summary>
internal static class ProposerFactory
{
    /// <exception cref="ResearchException">There is no such proposer, or not with this detail.</exception>
    public static IProposer Create(ProposerSpec spec) => throw new ResearchException(Codes.ProposerUnknown, spec.Name);
}
