namespace AutoResearch.Research.Publishing;

/// <summary>One pull request, as it is to be after publishing: what is pushed and what is posted.</summary>
/// <param name="Experiment">Its number in the ledger.</param>
/// <param name="Marker">Stands in the body, unseen by readers, and is the same at every call: by it an earlier call's pull request is
/// found.</param>
/// <param name="Reference">The local ref of the commit, for pushing it: <c>Reference:refs/heads/Branch.Name</c>.</param>
/// <param name="Remote">The name of the remote that <see cref="PublishedBranch.Name"/> is pushed to.</param>
internal sealed record PublishRequest(
    int Experiment,
    PublishedBranch Branch,
    string Reference,
    string Remote,
    string Marker,
    string Title,
    string Body,
    PublishOptions Options
)
{
    /// <summary>Commits that earlier calls may have pushed, though nobody knows whether they did: they may be overwritten as
    /// well.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];
}
