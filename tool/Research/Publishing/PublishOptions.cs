namespace AutoResearch.Research.Publishing;

/// <summary>How pull requests are opened.</summary>
/// <param name="Draft">Whether they are opened as drafts.</param>
/// <param name="Base">The branch to merge into; null for the default.</param>
/// <param name="Labels">The labels to put on them.</param>
/// <param name="Reviewers">Whom to ask for a review: user names, or ORGANIZATION/TEAM.</param>
internal sealed record PublishOptions(bool Draft, string? Base, IReadOnlyList<string> Labels, IReadOnlyList<string> Reviewers)
{
    public static readonly PublishOptions None = new(false, null, [], []);
}
