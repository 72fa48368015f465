using System.Text.RegularExpressions;

namespace AutoResearch.GitHub;

/// <summary>What the address of a remote says: where the repository is and how it is reached.</summary>
/// <param name="Scheme"><c>https</c>, <c>http</c> or <c>ssh</c>.</param>
/// <param name="Host">In lower case, without user and port.</param>
/// <param name="Port">The one that is named; null for the usual one.</param>
/// <param name="Owner">A user or an organization.</param>
/// <param name="Name">The repository's, without <c>.git</c>.</param>
internal sealed partial record RemoteAddress(string Scheme, string Host, int? Port, string Owner, string Name)
{
    /// <summary>Git reaches it with a key of the user's, and needs no token.</summary>
    public bool IsSsh => Scheme == "ssh";

    /// <summary>It never leaves this machine.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Reads an address as git takes it; null where it names no owner's repository on a server: a folder, for example.</summary>
    public static RemoteAddress? Parse(string address)
    {
        if (Url().Match(address.Trim()) is { Success: true } url)
        {
            var scheme = url.Groups["scheme"].Value.ToLowerInvariant();
            return Of(scheme is "git+ssh" or "ssh+git" ? "ssh" : scheme, url);
        }

        return ShortSsh().Match(address.Trim()) is { Success: true } match ? Of("ssh", match) : null;
    }

    public static bool IsLoopbackHost(string host) => host is "localhost" or "127.0.0.1" or "::1";

    private static RemoteAddress? Of(string scheme, Match match)
    {
        var name = match.Groups["name"].Value;
        if (name.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        var port = match.Groups["port"];
        if (name.Length == 0 || name is "." or ".." || (port.Success && !ushort.TryParse(port.Value, out _)))
            return null;
        return new RemoteAddress(
            scheme,
            Usual(match.Groups["host"].Value.Trim('[', ']').ToLowerInvariant()),
            port.Success ? ushort.Parse(port.Value) : null,
            match.Groups["owner"].Value,
            name
        );
    }

    // Other names of one server: the second is for networks that let nothing but port 443 through.
    private static string Usual(string host) => host is "www.github.com" or "ssh.github.com" ? "github.com" : host;

    [GeneratedRegex(
        @"^(?<scheme>https?|ssh|git\+ssh|ssh\+git)://([^/@]*@)?(?<host>\[[0-9a-f:]+\]|[\w.-]+)(:(?<port>\d+))?/+(?<owner>[\w.-]+)/(?<name"
            + @">[\w.-]+)/*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Url();

    [GeneratedRegex(@"^([\w.+-]+@)?(?<host>[\w.-]{2,}):(?!/{2})/?(?<owner>[\w.-]+)/(?<name>[\w.-]+)/*$")]
    private static partial Regex ShortSsh();
}
