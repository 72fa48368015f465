using AutoResearch.Repository;
using AutoResearch.Research;

namespace AutoResearch.GitHub;

/// <summary>Says in a person's words why git could not push.</summary>
internal static class PushTroubles
{
    private const string Retry = "Then: dotnet autoresearch pr --retry";

    /// <param name="token">Null where the remote is reached by ssh: git uses the user's key.</param>
    public static Trouble Read(PushResult result, RemoteAddress remote, string branch, AccessToken? token)
    {
        var where = $"{remote.Owner}/{remote.Name} on {remote.Host}";
        return result.Outcome switch
        {
            PushOutcome.NoGit => Trouble.Mendable(
                Codes.NoGit,
                $"Pushing needs the program git, and there is none on PATH. Install it. {Retry}"
            ),
            PushOutcome.Unreachable => Trouble.Passing(
                Codes.NoNetwork,
                $"{remote.Host} cannot be reached. Check the network, and http.proxy or HTTPS_PROXY where one is needed. {Retry}"
            ),
            PushOutcome.Cut => Trouble.Passing(
                Codes.ConnectionCut,
                $"The push to {remote.Host} broke off, or nothing came for too long. The next try looks "
                    + $"first at what arrived: dotnet autoresearch pr --retry"
            ),
            PushOutcome.NotAuthenticated => Trouble.Mendable(
                Codes.TokenRefused,
                token is null
                    ? $"{remote.Host} does not accept your ssh key, or it has a passphrase and no agent. Try 'ssh -T git@{remote.Host}'. "
                        + $"{Retry}"
                    : $"{remote.Host} does not accept the token from {token.Source} for a push: it is wrong, expired or revoked. Get a "
                        + $"new one. {Retry}"
            ),
            PushOutcome.NotAllowed => Trouble.Mendable(Codes.NoPushRights, NoRights(where, "")),
            PushOutcome.NotFound => Trouble.Mendable(
                Codes.NoSuchRepository,
                $"{remote.Host} knows no {remote.Owner}/{remote.Name}, or you may not see it. Check the remote's address ('git remote "
                    + $"-v'). {Retry}"
            ),
            PushOutcome.Protected => Trouble.Mendable(
                Codes.ProtectedBranch,
                $"A rule of {where} does not let {branch} be pushed{Said(result)}. Have autoresearch/pr/* left out of the rule. {Retry}"
            ),
            PushOutcome.Stale => Trouble.Passing(
                Codes.BranchTaken,
                $"{branch} changed on {remote.Host} at the same moment. Run the command again."
            ),
            PushOutcome.ServerTrouble => Trouble.Passing(
                Codes.ServerTrouble,
                $"{remote.Host} is in trouble itself{Said(result)}. Try again later: dotnet autoresearch pr --retry"
            ),
            _ => Trouble.Mendable(Codes.PushFailed, $"{branch} could not be pushed to {where}{Said(result)}. {Retry}"),
        };
    }

    public static string NoRights(string where, string message) =>
        $"You may not push to {where}{Refusals.Said(message)}. Ask for the right to write there, or work in a fork: fork it on the "
        + $"server, 'git remote set-url REMOTE' to the fork's address, and open the pull request into the original from there. {Retry}";

    // The line that matters is the server's, else git's last.
    private static string Said(PushResult result)
    {
        var lines = result.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var line = lines.Find(line => line.StartsWith("remote: error", StringComparison.Ordinal))
            ?? lines.Find(line => line.StartsWith("fatal", StringComparison.Ordinal))
            ?? lines.Find(line => line.StartsWith('!'))
            ?? lines.LastOrDefault();
        return line is null ? "" : $" ({UntrustedText.Quote(line, 200)})";
    }
}
