namespace AutoResearch.Proposers.Models;

/// <summary>An endpoint gave no answer.</summary>
/// <param name="detail">What happened, as the middle of a sentence. Holds no key; what the endpoint wrote is cleaned and quoted.</param>
/// <param name="retryAfter">How long the endpoint asks to wait; null where it does not say.</param>
internal sealed class EndpointException(EndpointTrouble trouble, string detail, TimeSpan? retryAfter = null) : Exception(detail)
{
    public EndpointTrouble Trouble => trouble;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>The same request may well be answered in a moment.</summary>
    public bool Passes => trouble is EndpointTrouble.RateLimit or EndpointTrouble.NoAnswer;
}
