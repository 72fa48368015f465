using AutoResearch.Processes;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// A light sandbox around an agent, by bubblewrap. The agent can: reach the network, read the system, and read and write its home,
/// where its settings and its login are. It cannot: see the repository or the tool's cache except its own folder, write anywhere else,
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
    /// <param name="command">The program's file, then its arguments.</param>
    public static IReadOnlyList<string> Wrap(
        string bubblewrap,
        AgentWorkspace workspace,
        IReadOnlyList<string> homes,
        IReadOnlyList<string> hidden,
        IReadOnlyList<string> command
    )
    {
        // Mount points need real paths: a link in one would lead out of the file system that is being made.
        homes = [.. homes.Select(RealPath.Of)];
        // Some people keep their home in a repository. Such a repository cannot be hidden; its .git folder, which is also on the list, is.
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
            // The agent's program may be installed in /tmp, together with other files that it needs.
            .. program
                .Where(file => Holds(Temporary, file))
                .Select(Folder)
                .Distinct()
                .SelectMany(path => (string[])["--ro-bind", path, path]),
            .. homes.SelectMany(home => (string[])["--bind", home, home]),
            .. gone.SelectMany(folder => (string[])["--tmpfs", folder]),
            // Or it may be a script in the repository: only that file is shown.
            .. program.Where(file => gone.Any(folder => Holds(folder, file))).SelectMany(path => (string[])["--ro-bind", path, path]),
            "--bind",
            RealPath.Of(workspace.Root),
            RealPath.Of(workspace.Root),
            // Hidden folders become read-only once everything in them is mounted: whatever is written into them would be lost silently.
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
