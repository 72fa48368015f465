using System.Net;
using System.Net.Http.Headers;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>Reads from an HTTP error what went wrong.</summary>
internal static class RefusedRequest
{
    private const int LongestQuote = 300;
    private const int Overloaded = 529;

    /// <param name="body">The beginning of what came with it.</param>
    /// <param name="key">Is taken out of what is quoted: servers like to repeat a key that they do not know.</param>
    public static EndpointException Of(HttpStatusCode status, HttpResponseHeaders headers, string body, string? key, DateTimeOffset now)
    {
        var words =
            $"it answered {(int)status}"
            + (string.IsNullOrWhiteSpace(body) ? "" : $": {UntrustedText.Quote(WithoutKeys(body, key), LongestQuote)}");
        var trouble = (int)status switch
        {
            401 => EndpointTrouble.Key,
            402 => EndpointTrouble.Credit,
            403 => EndpointTrouble.Key,
            // OpenAI answers 429 for an empty account and for too many requests; waiting helps only against the second.
            429 => body.Contains("insufficient_quota", StringComparison.Ordinal) ? EndpointTrouble.Credit : EndpointTrouble.RateLimit,
            404 or 405 or 410 or (>= 300 and < 400) => EndpointTrouble.Unknown,
            408 or 409 or 425 => EndpointTrouble.NoAnswer,
            Overloaded => EndpointTrouble.RateLimit,
            >= 500 => headers.RetryAfter is null ? EndpointTrouble.NoAnswer : EndpointTrouble.RateLimit,
            _ => EndpointTrouble.Refused,
        };
        return new EndpointException(trouble, (int)status == 401 ? "it answered 401" : words, Wait(headers, now));
    }

    private static TimeSpan? Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string WithoutKeys(string body, string? key)
    {
        const string hidden = "[key]";
        var text = key is null ? body : body.Replace(key, hidden, StringComparison.Ordinal);
        // Hide every word with "sk-", too: it may be a part of the key, or another key.
        return string.Join(' ', text.Split(' ').Select(word => word.Contains("sk-", StringComparison.Ordinal) ? hidden : word));
    }
}
