using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace AutoResearch.Tasks;

/// <summary>The only place in the build that starts a process.</summary>
internal static class Command
{
    /// <summary>Runs a program that answers at once and returns what it printed.</summary>
    /// <returns>False if it is not installed or failed.</returns>
    public static bool TryRun(string program, IEnumerable<string> arguments, [NotNullWhen(true)] out string? output)
    {
        output = null;
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            // Read both, or a full pipe would stop the program.
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            errors.Wait();
            process.WaitForExit();
            output = process.ExitCode == 0 ? text : null;
        }
        catch (Win32Exception)
        {
            // Not installed.
        }

        return output is not null;
    }
}
