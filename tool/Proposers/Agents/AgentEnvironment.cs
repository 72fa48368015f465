using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>The environment of an agent: the user's own, as it holds the keys that the agent needs, without what leads back to this run
/// or to the repository.</summary>
internal static class AgentEnvironment
{
    /// <summary>Set to the run's folder for an agent and for everything that it starts. By it, the tool refuses to begin a run inside
    /// another one, and finds processes that outlive their agent.</summary>
    public const string Guard = "AUTORESEARCH_AGENT";

    // These point git at a repository, whatever folder it is started in.
    private static readonly string[] Git =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
    ];

    // An agent that starts this tool sets these. The agent that the tool asks would then take itself for a part of the first one.
    private static readonly string[] OtherAgents = ["CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT"];

    // Where agents keep their settings and logins, if not in the home.
    private static readonly string[] SettingsFolders =
    [
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "CLAUDE_CONFIG_DIR",
        "CODEX_HOME",
    ];

    private static readonly string[] OfTheTool = ["AUTORESEARCH_", "MSBUILD"];

    // The one agent that keeps the user's GitHub tokens: GitHub's own, which logs in with them. Any other could push and post in the
    // user's name with them.
    private const string LogsInWithThem = "copilot";

    /// <exception cref="ResearchException">This process was started by an agent that a run had asked.</exception>
    public static void RefuseInsideAgent()
    {
        if (UserEnvironment.Get(Guard) is { Length: > 0 })
        {
            throw new ResearchException(
                Codes.InsideAgent,
                "An agent that was asked for a proposal cannot start a run: the run that asked it "
                    + "does the experiments. Edit the editable files and end."
            );
        }
    }

    /// <summary>The folders that an agent writes its own settings into: the home first, if the user has one.</summary>
    public static IReadOnlyList<string> Homes() =>
        [
            .. SettingsFolders
                .Select(UserEnvironment.Get)
                .Prepend(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
                .OfType<string>()
                .Where(folder => folder.Length > 1 && Path.IsPathRooted(folder) && Directory.Exists(folder)),
        ];

    /// <param name="environment">This tool's own, to be changed.</param>
    public static void Apply(IDictionary<string, string?> environment, AgentPreset agent, AgentWorkspace workspace)
    {
        foreach (
            var name in environment
                .Keys.Where(name => IsDropped(name) || (agent.Name != LogsInWithThem && PublishingTokens.Names.Contains(name)))
                .ToList()
        )
            environment.Remove(name);
        environment[Guard] = workspace.Root;
        environment["PWD"] = workspace.Folder;
        environment["TERM"] = "dumb";
        environment["NO_COLOR"] = "1";
        // The agent's folder is no repository, and git must not look for one above it.
        environment["GIT_CEILING_DIRECTORIES"] = workspace.Root;
        foreach (var name in (string[])["TMPDIR", "TEMP", "TMP"])
            environment[name] = workspace.Temporary;
        foreach (var (name, value) in agent.Environment)
            environment[name] = value;
    }

    private static bool IsDropped(string name) =>
        Git.Contains(name)
        || OtherAgents.Contains(name)
        || name == "OLDPWD"
        || OfTheTool.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
