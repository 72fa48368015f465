namespace AutoResearch.Research.Publishing;

/// <summary>Where results go: a branch, as this repository last saw it.</summary>
/// <param name="Remote">The name of the remote; null in a repository without one.</param>
/// <param name="Branch">The branch's name, without the remote's.</param>
/// <param name="Commit">Its tip.</param>
internal sealed record PublishTarget(string? Remote, string Branch, string Commit);
