using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>The environment of an agent: the user's own, as it holds the keys that the agent needs, without what leads back to this run
/// or to the repository.</summary>
internal static class AgentEnvironment
{
    /// <summary>Set to the folder of the run in everything that an agent starts: no run begins inside another one, and what outlives
    /// its agent is found by it.</summary>
    public const string Guard = "AUTORESEARCH_AGENT";

    // Which repository a git command means, whatever folder it is started in.
    private static readonly string[] Git =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
    ];

    // An agent that starts this tool leaves its own mark, and the one that is asked would take itself for a part of that.
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

    // The agent of GitHub's own logs in with a token that lets the others push and post in the user's name.
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
        // Its folder is no repository, and none is looked for above it.
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
