using System.ComponentModel;
using System.Diagnostics;

namespace AutoResearch.Processes;

/// <summary>Runs a program of the user's that answers at once, in the user's environment and without a terminal to ask at.</summary>
internal static class ShortCommand
{
    /// <summary>What it printed; null where there is no such program, it failed, or it did not answer in time.</summary>
    /// <param name="folder">Where it is started; null for this process's own folder.</param>
    /// <param name="prepare">Changes its environment; null to leave it.</param>
    public static string? Output(
        string program,
        IEnumerable<string> arguments,
        TimeSpan patience,
        string? folder = null,
        Action<IDictionary<string, string?>>? prepare = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        UserEnvironment.GiveTo(start.Environment);
        prepare?.Invoke(start.Environment);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(patience) && output.Wait(patience))
                return process.ExitCode == 0 ? output.Result : null;
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
