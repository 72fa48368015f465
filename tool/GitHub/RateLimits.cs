using System.Globalization;
using Octokit;

namespace AutoResearch.GitHub;

/// <summary>Reads from an answer that the server wants fewer requests, and when the next one may come.</summary>
internal static class RateLimits
{
    // How long GitHub asks clients to wait where it names no time.
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(1);

    /// <summary>Null where the answer is about something else.</summary>
    public static Trouble? Read(IResponse? response, string message, GitHubServer server, DateTimeOffset now)
    {
        if (response is null || (int)response.StatusCode is not (403 or 429))
            return null;
        if (Header(response, "Retry-After") is { } after)
            return Trouble(server, Until(after, now), now);
        if (
            Header(response, "X-RateLimit-Remaining") == "0"
            && long.TryParse(Header(response, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
        )
            return Trouble(server, Second(reset), now);
        return
            (int)response.StatusCode == 429
            || message.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
            || message.Contains("abuse detection", StringComparison.OrdinalIgnoreCase)
            ? Trouble(server, now + Unsaid, now)
            : null;
    }

    public static string? Header(IResponse? response, string name) =>
        response?.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // One second more, because the server's clock may differ from this one.
    private static DateTimeOffset Second(long unix) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unix, 0, 253402300700)).AddSeconds(1);

    /// <summary>The pause that an answer asks for; null where it asks for none.</summary>
    public static TimeSpan? Pause(IResponse? response, DateTimeOffset now) =>
        Header(response, "Retry-After") is { } after && Until(after, now) is var until && until > now ? until - now : null;

    private static DateTimeOffset Until(string after, DateTimeOffset now) =>
        int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? now.AddSeconds(seconds)
        : DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : now + Unsaid;

    private static Trouble Trouble(GitHubServer server, DateTimeOffset until, DateTimeOffset now)
    {
        var wait = until > now ? until - now : TimeSpan.Zero;
        return GitHub.Trouble.Passing(
            Codes.RateLimited,
            $"{server.Host} allows no more requests for now, until {(now + wait).UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Nothing is sent "
                + $"before; then: dotnet autoresearch pr --retry",
            wait
        );
    }
}
