using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutoResearch.Training;

/// <summary>Starts and kills a process together with everything that it started.</summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;

    private static readonly string? Setsid = FindUtility("setsid");

    /// <summary>
    /// Start information for a command in a session of its own, where the system has util-linux's setsid: an interrupt in the
    /// terminal then reaches the tool alone, and one signal reaches the whole group.
    /// </summary>
    public static ProcessStartInfo Command(IReadOnlyList<string> command) =>
        Setsid is null ? new ProcessStartInfo(command[0], command.Skip(1)) : new ProcessStartInfo(Setsid, command);

    public static void Kill(Process process)
    {
        if (process.HasExited && Setsid is null)
            return;
        if (Setsid is not null)
            _ = kill(-process.Id, SigKill);
        else
            process.Kill(entireProcessTree: true);
    }

    /// <summary>Kills the process group that an earlier, killed tool left behind, if the process is still the recorded one.</summary>
    public static void KillLeftover(int processId, DateTime startTimeUtc)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            // Process ids are used again; the start time tells the two apart.
            if (Math.Abs((process.StartTime.ToUniversalTime() - startTimeUtc).TotalSeconds) < 2)
            {
                Kill(process);
                process.WaitForExit(TimeSpan.FromSeconds(10));
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    /// <summary>A program of util-linux, or null.</summary>
    public static string? FindUtility(string name) =>
        OperatingSystem.IsLinux()
            ? ((string[])["/usr/bin", "/bin", "/run/current-system/sw/bin"])
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists)
            : null;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
