using AutoResearch.Repository;
using AutoResearch.Research;

namespace AutoResearch.Publishing.Sync;

/// <summary>Says in a person's words why a remote could not be reached, fetched from or pushed to.</summary>
internal static class SyncTroubles
{
    private const string Again = "Nothing is half done: run the command again.";

    public static void ThrowUnlessDone(PushResult result, string remote)
    {
        if (result.Outcome == PushOutcome.Done)
            return;
        var said = Said(result);
        throw result.Outcome switch
        {
            PushOutcome.NoGit => Trouble(Codes.NoGit, "A sync needs the program git, and there is none on PATH. Install it."),
            PushOutcome.Unreachable => Trouble(Codes.NoNetwork, $"{remote} cannot be reached{said}. {Again}"),
            PushOutcome.Cut => Trouble(
                Codes.ConnectionCut,
                $"The connection to {remote} broke off, or nothing came for too long{said}. {Again}"
            ),
            PushOutcome.NotAuthenticated => Trouble(
                Codes.TokenRefused,
                $"{remote} does not know who you are{said}. git has to reach it without asking: try 'git ls-remote {remote}'."
            ),
            PushOutcome.NotAllowed => Trouble(
                Codes.NoPushRights,
                $"You may not push to {remote}{said}. To bring its ledger only: sync {remote} --fetch-only"
            ),
            PushOutcome.NotFound => Trouble(
                Codes.NoSuchRepository,
                $"{remote} is no repository, or you may not see it{said}. Check its address: git remote -v"
            ),
            PushOutcome.Protected => Trouble(
                Codes.ProtectedBranch,
                $"A rule of {remote} does not let {LedgerBranch.Name} or refs/autoresearch be pushed{said}. Have them left out of the rule."
            ),
            PushOutcome.Stale => Trouble(Codes.BranchTaken, $"{remote} went on changing during several tries. {Again}"),
            PushOutcome.ServerTrouble => Trouble(Codes.ServerTrouble, $"{remote} is in trouble itself{said}. {Again}"),
            _ => Trouble(Codes.PushFailed, $"git could not finish with {remote}{said}. {Again}"),
        };
    }

    private static ResearchException Trouble(string code, string message) => new(code, message);

    // The line that matters is the server's, else git's last.
    private static string Said(PushResult result)
    {
        var lines = result.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var line = lines.Find(line => line.StartsWith("remote: error", StringComparison.Ordinal))
            ?? lines.Find(line => line.StartsWith("fatal", StringComparison.Ordinal))
            ?? lines.LastOrDefault();
        return line is null ? "" : $" ({UntrustedText.Quote(line, 200)})";
    }
}
