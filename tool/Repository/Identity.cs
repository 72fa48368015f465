using System.Text.RegularExpressions;
using AutoResearch.Processes;
using LibGit2Sharp;

namespace AutoResearch.Repository;

/// <summary>
/// Who commits. libgit2 reads configuration files alone; git also takes GIT_COMMITTER_NAME, GIT_CONFIG_GLOBAL, GIT_CONFIG_COUNT and
/// conditional includes of every kind, so git itself is asked where one of these may matter.
/// </summary>
internal static partial class Identity
{
    /// <summary>The user's name and address; null where git does not know them.</summary>
    public static (string Name, string Email)? Find(Configuration configuration, string folder)
    {
        var configured = configuration.BuildSignature(DateTimeOffset.Now);
        if (configured is not null && !UserEnvironment.All.Keys.Any(IsAboutIdentity))
            return (configured.Name, configured.Email);
        return Ask(folder) ?? (configured is null ? null : (configured.Name, configured.Email));
    }

    /// <summary>Reads what <c>git var GIT_COMMITTER_IDENT</c> prints: <c>Ada Example &lt;ada@example.com&gt; 1790000000
    /// +0100</c>.</summary>
    public static (string Name, string Email)? Parse(string identity)
    {
        var match = Ident().Match(identity.Trim());
        return match.Success && match.Groups[1].Length > 0 && match.Groups[2].Length > 0
            ? (match.Groups[1].Value, match.Groups[2].Value)
            : null;
    }

    private static bool IsAboutIdentity(string name) =>
        name.StartsWith("GIT_COMMITTER_", StringComparison.Ordinal)
        || name.StartsWith("GIT_CONFIG", StringComparison.Ordinal)
        || name is "EMAIL";

    // useConfigOnly: git must not make up an identity from the names of the account and the machine.
    private static (string Name, string Email)? Ask(string folder) =>
        GitProgram.Run(folder, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT") is { } identity ? Parse(identity) : null;

    [GeneratedRegex(@"^(.*?)\s*<([^<>]*)> \d+ [+-]\d{4}$")]
    private static partial Regex Ident();
}
