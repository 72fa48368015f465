using System.Net.Sockets;
using AutoResearch.Research;
using Octokit;

namespace AutoResearch.GitHub;

/// <summary>Says in a person's words what an answer of the API, or the lack of one, means. Nothing of the request is repeated: it holds
/// the token.</summary>
internal sealed class TroubleReader(GitHubServer server, RemoteAddress remote, AccessToken token, TimeProvider clock)
{
    private const string Retry = "Then: dotnet autoresearch pr --retry";

    private string Where => $"{remote.Owner}/{remote.Name} on {server.Host}";

    /// <summary>Null where the exception is not the server's or the network's.</summary>
    public Trouble? Read(Exception exception) =>
        exception switch
        {
            ApiException api => Read(api),
            HttpRequestException { InnerException: SocketException or null } network
                when network.StatusCode is null && IsUnreachable(network) => NoNetwork(network),
            HttpRequestException or IOException => Trouble.Passing(
                Codes.ConnectionCut,
                $"The connection to {server.Host} broke off ({Reason(exception)}). The next try looks first at what arrived, so nothing "
                    + $"is opened twice: dotnet autoresearch pr --retry",
                inner: exception
            ),
            OperationCanceledException or TimeoutException => Trouble.Passing(
                Codes.ConnectionCut,
                $"{server.Host} did not answer in time. Try again later: dotnet autoresearch pr --retry",
                inner: exception
            ),
            _ => null,
        };

    private static bool IsUnreachable(HttpRequestException exception) =>
        exception.HttpRequestError
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.ProxyTunnelError
                or HttpRequestError.SecureConnectionError;

    private Trouble NoNetwork(HttpRequestException exception) =>
        Trouble.Passing(
            Codes.NoNetwork,
            $"{server.Host} cannot be reached ({Reason(exception)}). Check the network, and HTTPS_PROXY where one is needed. {Retry}",
            inner: exception
        );

    private Trouble Read(ApiException exception)
    {
        var message = UntrustedText.Clean(exception.ApiError?.Message ?? "");
        if (RateLimits.Read(exception.HttpResponse, message, server, clock.GetUtcNow()) is { } limited)
            return limited;
        return (int)exception.StatusCode switch
        {
            401 => Trouble.Mendable(
                Codes.TokenRefused,
                $"{server.Host} does not accept the token from {token.Source}: it is wrong, expired or revoked. Get a new one. {Retry}"
            ),
            403 => Forbidden(exception, message),
            404 => Trouble.Mendable(
                Codes.NoSuchRepository,
                $"{server.Host} knows no {remote.Owner}/{remote.Name}, or the token from {token.Source} may not see it. Check the "
                    + $"remote's address, and that the token was given this repository. {Retry}"
            ),
            422 => Refusals.Read(exception, Where),
            >= 500 => Trouble.Passing(
                Codes.ServerTrouble,
                $"{server.Host} is in trouble itself (HTTP {(int)exception.StatusCode}). Try again later: dotnet autoresearch pr --retry",
                RateLimits.Pause(exception.HttpResponse, clock.GetUtcNow())
            ),
            _ => Trouble.Mendable(
                Codes.RefusedByServer,
                $"{Where} answered HTTP {(int)exception.StatusCode}{Refusals.Said(message)}. {Retry}"
            ),
        };
    }

    private Trouble Forbidden(ApiException exception, string message)
    {
        var has = RateLimits.Header(exception.HttpResponse, "X-OAuth-Scopes");
        var needs = RateLimits.Header(exception.HttpResponse, "X-Accepted-OAuth-Scopes");
        var permissions = RateLimits.Header(exception.HttpResponse, "X-Accepted-GitHub-Permissions");
        if (permissions is { Length: > 0 } || message.Contains("not accessible by", StringComparison.OrdinalIgnoreCase))
        {
            return Trouble.Mendable(
                Codes.MissingScope,
                $"The token from {token.Source} may not do this in {Where}: it needs {Clean(permissions) ?? "more rights"}. "
                    + $"Give it read and write for Contents and Pull requests. {Retry}"
            );
        }

        if (needs is { Length: > 0 } && !Scopes(needs).Intersect(Scopes(has)).Any())
        {
            return Trouble.Mendable(
                Codes.MissingScope,
                $"The token from {token.Source} lacks a scope: it has {(Scopes(has).Length == 0 ? "none" : Clean(has))}, and one of "
                    + $"{Clean(needs)} is needed. "
                    + $"Add it ('repo', or 'public_repo' for a public repository). {Retry}"
            );
        }

        return Trouble.Mendable(Codes.NoPushRights, PushTroubles.NoRights(Where, message));
    }

    private static string[] Scopes(string? header) =>
        (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Clean(string? text) => text is { Length: > 0 } ? UntrustedText.Clean(text) : null;

    private static string Reason(Exception exception)
    {
        var inner = exception;
        while (inner.InnerException is { } next)
            inner = next;
        return UntrustedText.Clean(inner.Message).TrimEnd('.');
    }
}
