using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AutoResearch.Proposers.Agents;

/// <summary>
/// Ends what an agent started and left running outside of its process group, a daemon for one: it carries the agent's mark in its
/// environment. Only Linux shows the environment of a process.
/// </summary>
internal static class AgentSurvivors
{
    // How often to look again: a process may start others faster than they are ended.
    private const int Rounds = 20;

    /// <param name="root">The folder that the mark names: see <see cref="AgentWorkspace.Root"/>.</param>
    public static void End(string root)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var mark = Encoding.UTF8.GetBytes($"{AgentEnvironment.Guard}={root}\0");
        for (var round = 0; round < Rounds; round++)
        {
            var marked = Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && id != Environment.ProcessId && Carries(id, mark))
                .ToList();
            if (marked.Count == 0)
                return;
            marked.ForEach(Kill);
        }
    }

    private static bool Carries(int id, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/environ"));
            var at = environment.AsSpan().IndexOf(mark);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone.
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }
}
