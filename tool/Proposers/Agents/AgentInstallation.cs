using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Agents;

/// <summary>Finds an agent's program, and says what to do where there is none.</summary>
internal static class AgentInstallation
{
    /// <summary>The file that runs the agent.</summary>
    /// <exception cref="ResearchException">There is none.</exception>
    public static string Require(AgentPreset agent)
    {
        var command = agent.Command[0];
        if (Find(command, UserEnvironment.Get("PATH")) is { } program)
            return program;
        var problem = IsPath(command)
            ? $"{UntrustedText.Quote(Path.GetFullPath(command))} is no file that may be run"
            : $"there is no command {UntrustedText.Quote(command)} on the search path";
        throw new ResearchException(Codes.AgentNotInstalled, $"The agent '{agent.Name}' cannot be run: {problem}. {agent.Install}");
    }

    /// <summary>Looks for a command as a shell would.</summary>
    /// <param name="searchPath">As in the variable PATH.</param>
    public static string? Find(string command, string? searchPath)
    {
        if (IsPath(command))
            return Endings().Select(ending => Path.GetFullPath(command + ending)).FirstOrDefault(MayRun);
        return (searchPath ?? "")
            .Split(Path.PathSeparator)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => Endings().Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(MayRun);
    }

    private static bool IsPath(string command) => command.Contains('/') || command.Contains(Path.DirectorySeparatorChar);

    private static IEnumerable<string> Endings() =>
        OperatingSystem.IsWindows() ? ["", .. (UserEnvironment.Get("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';')] : [""];

    private static bool MayRun(string file)
    {
        const UnixFileMode anyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(file) && (OperatingSystem.IsWindows() ? Path.HasExtension(file) : (File.GetUnixFileMode(file) & anyone) != 0);
    }
}
