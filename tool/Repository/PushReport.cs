using System.Text.RegularExpressions;

namespace AutoResearch.Repository;

/// <summary>Finds out from git's output why a push failed: its exit code says only that it did.</summary>
internal static partial class PushReport
{
    // The first that matches: what a server says about a branch comes before the general words that follow it.
    private static readonly (PushOutcome Outcome, string[] Words)[] Signs =
    [
        (PushOutcome.Protected, ["protected branch", "GH006", "GH013", "repository rule violations", "hook declined"]),
        (PushOutcome.Stale, ["stale info", "fetch first", "non-fast-forward", "cannot lock ref"]),
        (
            PushOutcome.Unreachable,
            [
                "Could not resolve host",
                "Could not resolve proxy",
                "Couldn't resolve host",
                "Failed to connect",
                "Connection refused",
                "Network is unreachable",
                "No route to host",
                "Could not resolve hostname",
            ]
        ),
        (
            PushOutcome.NotAuthenticated,
            [
                "Authentication failed",
                "Invalid username or",
                "could not read Username",
                "could not read Password",
                "terminal prompts disabled",
                "Permission denied (publickey",
                "Host key verification failed",
                "requested URL returned error: 401",
            ]
        ),
        (
            PushOutcome.NotAllowed,
            ["requested URL returned error: 403", "denied to", "Write access to repository not granted", "not allowed to push"]
        ),
        (
            PushOutcome.NotFound,
            ["Repository not found", "requested URL returned error: 404", "not found", "does not appear to be a git repository"]
        ),
        (PushOutcome.ServerTrouble, ["requested URL returned error: 5", "requested URL returned error: 429", "Internal Server Error"]),
        (
            PushOutcome.Cut,
            [
                "Operation too slow",
                "hung up unexpectedly",
                "early EOF",
                "unexpected disconnect",
                "Empty reply from server",
                "Connection reset",
                "Recv failure",
                "timed out",
                "transfer closed",
                "RPC failed",
                "Connection closed",
            ]
        ),
    ];

    /// <param name="output">Both of git's streams.</param>
    public static PushResult Read(int exitCode, string output)
    {
        var clean = WithoutCredentials(output);
        if (exitCode == 0)
            return new PushResult(PushOutcome.Done, clean);
        foreach (var (outcome, words) in Signs)
        {
            if (words.Any(word => clean.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return new PushResult(outcome, clean);
        }

        return new PushResult(PushOutcome.Failed, clean);
    }

    /// <summary>Leaves out what a person may have put into an address: https://name:secret@host.</summary>
    public static string WithoutCredentials(string text) => Credentials().Replace(text, "://");

    [GeneratedRegex(@"(?<=\w)://[^/\s@]+@")]
    private static partial Regex Credentials();
}
