using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.GitHub;

/// <summary>
/// Finds the token for a server: GITHUB_TOKEN, GH_TOKEN, else what <c>gh</c> has. A variable belongs to github.com, unless GH_HOST,
/// GITHUB_SERVER_URL or GITHUB_API_URL says otherwise: a remote elsewhere is not sent a secret that was not meant for it.
/// </summary>
/// <param name="environment">A variable's value, or null.</param>
/// <param name="gh">The token that <c>gh</c> has for a host, or null.</param>
internal sealed class TokenSource(Func<string, string?> environment, Func<string, string?> gh)
{
    private static readonly string[] Names = ["GITHUB_TOKEN", "GH_TOKEN"];
    private static readonly string[] EnterpriseNames = ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

    public static TokenSource System { get; } = new(UserEnvironment.Get, GhCommand.Token);

    /// <exception cref="ResearchException">There is none.</exception>
    public AccessToken For(GitHubServer server)
    {
        foreach (var name in (string[])[.. IsTheirs(server.Host) ? Names : [], .. server.Host == "github.com" ? [] : EnterpriseNames])
        {
            if (environment(name)?.Trim() is { Length: > 0 } secret)
                return new AccessToken(secret, name);
        }

        if (gh(server.Host)?.Trim() is { Length: > 0 } kept)
            return new AccessToken(kept, "gh auth token");
        var elsewhere = Names.FirstOrDefault(name => environment(name) is { Length: > 0 });
        throw new ResearchException(
            Codes.NoToken,
            $"There is no token for {server.Host}. Set GITHUB_TOKEN (a fine-grained one needs read "
                + $"and write for Contents and Pull requests; a classic one "
                + $"the scope repo, or public_repo), or sign in: gh auth login --hostname {server.Host}. "
                + (
                    elsewhere is null
                        ? ""
                        : $"{elsewhere} is set, but it is for github.com; if it is for {server.Host}, set GH_HOST={server.Host} as well. "
                )
                + "Then: dotnet autoresearch pr --retry"
        );
    }

    private bool IsTheirs(string host)
    {
        var named = (string?[])
            [environment("GH_HOST"), HostOf(environment("GITHUB_SERVER_URL")), HostOf(environment(GitHubServer.ApiVariable))];
        var meant = named.Where(name => name is { Length: > 0 }).ToList();
        return meant.Contains(host, StringComparer.OrdinalIgnoreCase)
            || (host == "github.com" && meant.TrueForAll(name => name == "github.com"));
    }

    private static string? HostOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri.Host == "api.github.com"
                ? "github.com"
                : uri.Host
            : null;
}
