namespace AutoResearch.Proposers;

/// <summary>One proposer of a run.</summary>
/// <param name="Share">How often it is asked, compared with the others, before results say otherwise.</param>
internal sealed record PooledProposer(IProposer Proposer, double Share);
