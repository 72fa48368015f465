using System.Diagnostics;
using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Builds;

/// <summary>Runs the <c>dotnet</c> command for what has no API: packing and templates.</summary>
internal static class DotnetCli
{
    /// <summary>Runs to the end and returns what was printed.</summary>
    /// <exception cref="ResearchException">It exited with another code than 0.</exception>
    public static string Run(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // An MSBuild that this process has loaded would otherwise be taken for the child's own.
        UserEnvironment.GiveTo(start.Environment);
        using var process = Process.Start(start)!;
        using var registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new ResearchException(
                Codes.CommandFailed,
                $"'dotnet {string.Join(' ', start.ArgumentList)}' in {folder} exited with "
                    + $"{process.ExitCode}:{Environment.NewLine}{output.Trim()}{Environment.NewLine}{errors.Result.Trim()}"
            );
        }

        return output;
    }
}
