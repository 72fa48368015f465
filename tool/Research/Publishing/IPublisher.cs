namespace AutoResearch.Research.Publishing;

/// <summary>Delivers pull requests to a server. Used by one caller at a time.</summary>
internal interface IPublisher : IDisposable
{
    /// <summary>
    /// Pushes the branch and opens its pull request, or brings the one up to date that an earlier call opened. The commit is in the local
    /// repository already, as <see cref="PublishRequest.Reference"/>. A stacked request comes after the one that it stands on.
    /// </summary>
    /// <exception cref="ResearchException">It can never work like this, for example without the rights. What may work later is returned as
    /// queued instead.</exception>
    /// <exception cref="OperationCanceledException">The caller does not want to wait any more; calling again later is safe.</exception>
    PublishResult Publish(PublishRequest request, CancellationToken cancellation);
}
