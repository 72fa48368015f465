namespace AutoResearch.Research.Publishing;

/// <summary>What publishing did.</summary>
internal enum PublishOutcome
{
    /// <summary>A pull request was opened.</summary>
    Opened,

    /// <summary>The existing pull request was brought up to date.</summary>
    Updated,

    /// <summary>The existing pull request was up to date already.</summary>
    Unchanged,

    /// <summary>It could not be delivered now; the intent is remembered, and delivered later exactly once.</summary>
    Queued,

    /// <summary>It will never work like this, and is not tried again by itself.</summary>
    Refused,
}

/// <summary>What became of a <see cref="PublishRequest"/>.</summary>
/// <param name="PullRequest">Its number on the server; null unless it was delivered.</param>
/// <param name="Url">Where a person looks at it; null unless it was delivered.</param>
/// <param name="Trouble">Why it is queued or refused; null otherwise.</param>
internal sealed record PublishResult(int Experiment, PublishOutcome Outcome, int? PullRequest, string? Url, ResearchException? Trouble)
{
    /// <summary>When the server wants to be asked again, at the earliest; null where it did not say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public bool IsDelivered => Outcome is not (PublishOutcome.Queued or PublishOutcome.Refused);
}
