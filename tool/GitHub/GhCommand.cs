using System.ComponentModel;
using System.Diagnostics;
using AutoResearch.Processes;

namespace AutoResearch.GitHub;

/// <summary>Asks GitHub's own command for the token it keeps.</summary>
internal static class GhCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The token for a host; null where there is no <c>gh</c>, it has none, or it does not answer.</summary>
    public static string? Token(string host)
    {
        var start = new ProcessStartInfo("gh", ["auth", "token", "--hostname", host])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What is in the environment was looked at before.
        UserEnvironment.GiveTo(start.Environment);
        PublishingTokens.Remove(start.Environment);
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
