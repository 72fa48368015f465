using AutoResearch.Research;

namespace AutoResearch.GitHub;

/// <summary>A GitHub server: github.com, or one of an enterprise.</summary>
/// <param name="Host">The name of the host whose tokens are valid here, as <c>gh</c> calls it.</param>
/// <param name="Api">The address of the API, with a '/' at its end.</param>
internal sealed record GitHubServer(string Host, Uri Api)
{
    /// <summary>Names another address of the API; GitHub's own runners set it.</summary>
    public const string ApiVariable = "GITHUB_API_URL";

    private const string Public = "github.com";

    /// <summary>
    /// Works out the server of a remote. <see cref="ApiVariable"/> counts where it cannot send a token to somebody else's server: it
    /// names the remote's own host, or this machine, or the remote is reached by ssh under a name that only the user's ssh knows.
    /// </summary>
    /// <exception cref="ResearchException">A token would travel unencrypted.</exception>
    public static GitHubServer Of(RemoteAddress remote, Func<string, string?> environment)
    {
        if (remote is { Scheme: "http", IsLoopback: false })
        {
            throw new ResearchException(
                Codes.UnsafeAddress,
                $"The remote is reached by http://{remote.Host}: a token would travel in clear. Use https or ssh: git remote set-url "
                    + $"REMOTE https://{remote.Host}/{remote.Owner}/{remote.Name}.git"
            );
        }

        var api = Usual(remote);
        if (environment(ApiVariable) is not { Length: > 0 } named)
            return new GitHubServer(remote.Host, api);
        if (
            !Uri.TryCreate(named.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || (address.Scheme == "http" && !RemoteAddress.IsLoopbackHost(address.Host))
        )
        {
            throw new ResearchException(
                Codes.UnsafeAddress,
                $"{ApiVariable} is no https address. Unset it, or set it to the address of the API: https://HOST/api/v3."
            );
        }

        var host = HostOf(address);
        if (host == remote.Host || RemoteAddress.IsLoopbackHost(host))
            return new GitHubServer(remote.Host, address);
        return remote.IsSsh && !IsKnown(remote.Host) ? new GitHubServer(host, address) : new GitHubServer(remote.Host, api);
    }

    private static Uri Usual(RemoteAddress remote)
    {
        if (IsKnown(remote.Host))
            return new Uri($"https://api.{remote.Host}/");
        var port = remote.IsSsh ? null : remote.Port;
        return new Uri(
            $"{(remote.Scheme == "http" ? "http" : "https")}://{(remote.Host.Contains(':') ? $"[{remote.Host}]" : remote.Host)}"
                + $"{(port is null ? "" : $":{port}")}/api/v3/"
        );
    }

    // True for hosts that GitHub runs itself.
    private static bool IsKnown(string host) => host == Public || host.EndsWith(".ghe.com", StringComparison.Ordinal);

    private static string HostOf(Uri api)
    {
        var host = api.Host.Trim('[', ']');
        return host.StartsWith("api.", StringComparison.Ordinal) && IsKnown(host["api.".Length..]) ? host["api.".Length..] : host;
    }
}
