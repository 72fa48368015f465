namespace AutoResearch.Research.Publishing;

/// <summary>What publishing did.</summary>
internal enum PublishOutcome
{
    /// <summary>A pull request was opened.</summary>
    Opened,

    /// <summary>The one that was there was brought up to date.</summary>
    Updated,

    /// <summary>The one that was there was up to date.</summary>
    Unchanged,

    /// <summary>It could not be delivered now; the intent is remembered, and delivered later exactly once.</summary>
    Queued,
}

/// <summary>What became of a <see cref="PublishRequest"/>.</summary>
/// <param name="PullRequest">Its number on the server; null while it is queued.</param>
/// <param name="Url">Where a person looks at it; null while it is queued.</param>
/// <param name="Trouble">Why it is queued; null otherwise.</param>
internal sealed record PublishResult(int Experiment, PublishOutcome Outcome, int? PullRequest, string? Url, ResearchException? Trouble);
