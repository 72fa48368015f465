using AutoResearch.Processes;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// A light sandbox around an agent, by bubblewrap. The agent can: reach the network, read the system, and read and write its home,
/// where its settings and its login are. It cannot: see the repository or the tool's cache but for its own folder, write anywhere else,
/// see or signal other processes, or leave one behind: all that it started dies with it, and it dies with the tool. It stands against
/// mistakes and stray commands, not against an attacker: an agent with the user's home and the network
/// can do in the user's name what the user allowed it there.
/// </summary>
internal static class AgentSandbox
{
    private const string Temporary = "/tmp";

    private static readonly string[] Namespaces =
    [
        "--unshare-user",
        "--unshare-pid",
        "--unshare-ipc",
        "--unshare-uts",
        "--cap-drop",
        "ALL",
        "--die-with-parent",
    ];

    /// <summary>The command line that runs a command inside.</summary>
    /// <param name="bubblewrap">Its program.</param>
    /// <param name="workspace">Where the agent works.</param>
    /// <param name="homes">The user's home, and what else it writes its settings into.</param>
    /// <param name="hidden">Folders that it must not see: the repository, the tool's cache.</param>
    /// <param name="command">Of which the first word is a file.</param>
    public static IReadOnlyList<string> Wrap(
        string bubblewrap,
        AgentWorkspace workspace,
        IReadOnlyList<string> homes,
        IReadOnlyList<string> hidden,
        IReadOnlyList<string> command
    )
    {
        // Mounted on by their real names: a link on the way would lead out of the file system that is being made.
        homes = [.. homes.Select(RealPath.Of)];
        // A repository may hold the home itself, as some keep their settings: then its folder .git, which is on the list, too, goes alone.
        var gone = hidden.Where(Directory.Exists).Select(RealPath.Of).Where(folder => !homes.Any(home => Holds(folder, home))).ToList();
        var program = ((string[])[Path.GetFullPath(command[0]), RealPath.Of(command[0])]).Distinct().ToList();
        return
        [
            bubblewrap,
            .. Namespaces,
            // A later one is mounted over an earlier one.
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            "--tmpfs",
            Temporary,
            // An agent may lie among the temporary files, with what belongs to it.
            .. program
                .Where(file => Holds(Temporary, file))
                .Select(Folder)
                .Distinct()
                .SelectMany(path => (string[])["--ro-bind", path, path]),
            .. homes.SelectMany(home => (string[])["--bind", home, home]),
            .. gone.SelectMany(folder => (string[])["--tmpfs", folder]),
            // Or be a script of the repository's: that file alone.
            .. program.Where(file => gone.Any(folder => Holds(folder, file))).SelectMany(path => (string[])["--ro-bind", path, path]),
            "--bind",
            RealPath.Of(workspace.Root),
            RealPath.Of(workspace.Root),
            // When everything in them is mounted: what is written into an empty folder would be lost without a word.
            .. gone.SelectMany(folder => (string[])["--remount-ro", folder]),
            "--chdir",
            workspace.Folder,
            "--",
            .. command,
        ];
    }

    private static string Folder(string file) => Path.GetDirectoryName(file)! is var folder && folder != Temporary ? folder : file;

    private static bool Holds(string folder, string path) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + "/", StringComparison.Ordinal);
}
