using System.ComponentModel;
using System.Globalization;
using AutoResearch.Processes;

namespace AutoResearch.Repository;

/// <summary>
/// Talks to a remote with the user's own git: it knows their keys, proxies and certificates, and can be ended when a server hangs. A
/// token goes to it in its environment, never on its command line and never into a store of credentials.
/// </summary>
/// <param name="folder">The repository.</param>
/// <param name="secret">A token for an https remote; null to leave it to the user's keys.</param>
/// <param name="patience">How long one exchange may take.</param>
/// <param name="keepsTokens">Leaves the user's tokens in the environment, where their own credential helpers look for them.</param>
internal sealed class GitExchange(string folder, string? secret, TimeSpan patience, bool keepsTokens = false)
{
    private const string SecretVariable = "AUTORESEARCH_PUSH_TOKEN";

    // Answers git's question for a name and a password, and ignores its wish to store them.
    private const string Helper =
        $"!f() {{ test \"$1\" = get && echo username=x-access-token && echo \"password=${SecretVariable}\"; }}; f";

    /// <summary>Runs one git command to its end.</summary>
    /// <param name="input">What it reads; null for nothing.</param>
    public PushResult Run(IReadOnlyList<string> arguments, CancellationToken cancellation, string? input = null)
    {
        try
        {
            var command = new UserCommand("git", arguments)
            {
                Folder = folder,
                Patience = patience,
                Input = input ?? "",
                Prepare = Prepare,
            };
            var result = command.Run(cancellation);
            return result.ExitCode is { } code
                ? PushReport.Read(code, result.Output + result.Errors)
                : new PushResult(PushOutcome.Cut, "no answer in time");
        }
        catch (Win32Exception)
        {
            return new PushResult(PushOutcome.NoGit, "");
        }
    }

    private void Prepare(IDictionary<string, string?> environment)
    {
        if (!keepsTokens)
            PublishingTokens.Remove(environment);
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_TRACE", "GIT_CURL_VERBOSE", "GIT_TRACE_CURL"])
            environment.Remove(name);
        environment["LC_ALL"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ASKPASS"] = "";
        // ssh asks at the terminal even where its input is something else: let it ask a program that always fails.
        environment["SSH_ASKPASS"] = "false";
        environment["SSH_ASKPASS_REQUIRE"] = "force";
        // A connection on which nothing arrives for 20 seconds hangs. The empty credential.helper removes the user's helpers from the
        // list, because git would hand them the token to store.
        var settings = new List<(string Key, string Value)> { ("http.lowSpeedLimit", "1"), ("http.lowSpeedTime", "20") };
        if (secret is not null)
        {
            environment[SecretVariable] = secret;
            settings.AddRange([("credential.helper", ""), ("credential.helper", Helper)]);
        }

        var before =
            environment.TryGetValue("GIT_CONFIG_COUNT", out var count) && int.TryParse(count, CultureInfo.InvariantCulture, out var given)
                ? given
                : 0;
        environment["GIT_CONFIG_COUNT"] = $"{before + settings.Count}";
        for (var index = 0; index < settings.Count; index++)
        {
            environment[$"GIT_CONFIG_KEY_{before + index}"] = settings[index].Key;
            environment[$"GIT_CONFIG_VALUE_{before + index}"] = settings[index].Value;
        }
    }
}
