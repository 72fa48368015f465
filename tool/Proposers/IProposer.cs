namespace AutoResearch.Proposers;

/// <summary>Suggests the next change. One call is one attempt; what it costs to start is paid in the first call.</summary>
internal interface IProposer : IDisposable
{
    /// <summary>As people name it: <c>search</c>, <c>claude</c>, <c>model/qwen3</c>.</summary>
    string Name { get; }

    /// <summary>How often it may try for one experiment where that costs next to nothing; null for as often as program.md says.</summary>
    int? Attempts => null;

    /// <summary>The next change.</summary>
    /// <exception cref="ProposerException">There is none this time, or there will be none any more.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    Proposal Propose(ProposalRequest request, CancellationToken cancellation);
}
