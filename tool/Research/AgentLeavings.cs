namespace AutoResearch.Research;

/// <summary>
/// Files that agent tools leave in the folder they work in: settings of one machine, locks, histories. They are not part of an experiment,
/// no build reads them, and nobody would think of removing them before a step.
/// </summary>
internal static class AgentLeavings
{
    private static readonly string[] Folders =
    [
        ".claude",
        ".codex",
        ".gemini",
        ".copilot",
        ".opencode",
        ".cursor",
        ".windsurf",
        ".continue",
        ".cline",
    ];

    private static readonly string[] Endings = [".local.json", ".local.toml", ".lock", ".log", ".jsonl"];

    private const string AiderPrefix = ".aider";

    /// <param name="path">The path of an untracked file, relative to the repository, with '/'.</param>
    public static bool Contain(string path)
    {
        var first = path.Split('/')[0];
        return (Folders.Contains(first, StringComparer.Ordinal) && path.Length > first.Length)
            || first.StartsWith(AiderPrefix, StringComparison.Ordinal);
    }

    /// <summary>Whether the file is of no use on any other machine. Files that a project ships for agents on purpose, such as a skill, lie
    /// in the same folders.</summary>
    /// <param name="path">The path of an untracked file, relative to the repository, with '/'.</param>
    public static bool AreOfOneMachine(string path) =>
        Contain(path)
        && (
            path.StartsWith(AiderPrefix, StringComparison.Ordinal)
            || Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.Ordinal))
        );
}
