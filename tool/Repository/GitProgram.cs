using System.ComponentModel;
using System.Diagnostics;
using AutoResearch.Processes;

namespace AutoResearch.Repository;

/// <summary>Asks the user's own git for what libgit2 cannot: short, local commands that need no network and no terminal.</summary>
internal static class GitProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What it printed; null where there is no git, it failed, or it did not answer.</summary>
    public static string? Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        UserEnvironment.GiveTo(start.Environment);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Patience) && output.Wait(Patience))
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
