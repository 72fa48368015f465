namespace AutoResearch.Research.Publishing;

/// <summary>The branch that one experiment is reviewed on: its idea and nothing else.</summary>
/// <param name="Name"><c>autoresearch/pr/NNNN-slug</c>.</param>
/// <param name="Commit">Its tip, 40 hexadecimal digits. The same experiment on the same base gives the same commit.</param>
/// <param name="BaseName">The branch that it is to be merged into, without the remote's name.</param>
/// <param name="BaseCommit">The commit that it stands on: the parent of <paramref name="Commit"/>.</param>
/// <param name="IsStacked">The base is another experiment's branch, because the change does not apply without that one's.</param>
/// <param name="Files">The files that it changes.</param>
/// <param name="Insertions">Lines added.</param>
/// <param name="Deletions">Lines removed.</param>
internal sealed record PublishedBranch(
    string Name,
    string Commit,
    string BaseName,
    string BaseCommit,
    bool IsStacked,
    IReadOnlyList<string> Files,
    int Insertions,
    int Deletions
)
{
    /// <summary>The experiment whose branch is the base; null where that is the target branch.</summary>
    public int? BaseExperiment { get; init; }

    /// <summary>
    /// The commit that was last delivered for this experiment: a push may overwrite it on the remote, and nothing else. Null where nothing
    /// was delivered.
    /// </summary>
    public string? Replaces { get; init; }
}
