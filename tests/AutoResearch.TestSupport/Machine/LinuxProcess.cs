using System.Globalization;
using System.Runtime.InteropServices;

namespace AutoResearch.TestSupport;

/// <summary>What /proc says of processes that are not ours to wait for.</summary>
public static partial class LinuxProcess
{
    /// <summary>The living processes of a group. One that ended and was not reaped does not live.</summary>
    public static IReadOnlyList<int> Group(int leader) =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
                .Where(id => Read(id) is { State: not 'Z' } process && process.Group == leader),
        ];

    /// <summary>Sends SIGKILL to this process alone.</summary>
    public static void Kill(int id) => Signal(id, RunningCommand.SigKill);

    /// <summary>Sends a signal; a process that is gone by now does not mind.</summary>
    public static void Signal(int id, int signal) => _ = kill(id, signal);

    /// <summary>Waits until a condition holds that some other process brings about.</summary>
    public static void WaitUntil(Func<bool> condition, string what)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"waited in vain: {what}");
            Thread.Sleep(5);
        }
    }

    // proc(5): after the name in parentheses come the state, the parent and the group.
    private static (char State, int Group)? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
