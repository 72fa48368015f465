namespace AutoResearch.GitHub;

/// <summary>Ends requests when their caller does not want to wait any more: Octokit's methods take no token for that.</summary>
internal sealed class CancellableHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Of the call under way.</summary>
    public CancellationToken Cancellation { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Cancellation);
        var response = await base.SendAsync(request, either.Token);
        // Read the content here, where it can be cancelled: Octokit would wait without end for a server that sends too slowly.
        await response.Content.LoadIntoBufferAsync(either.Token);
        return response;
    }
}
