using AutoResearch.Processes;
using AutoResearch.Research;

namespace AutoResearch.Builds;

/// <summary>Runs the <c>dotnet</c> command for what has no API: packing and templates.</summary>
internal static class DotnetCli
{
    /// <summary>Runs to the end and returns what was printed.</summary>
    /// <exception cref="ResearchException">It exited with another code than 0.</exception>
    public static string Run(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        // UserCommand gives the child the user's environment. This process's own names the MSBuild that it has loaded, and the child
        // would use that one.
        var result = new UserCommand("dotnet", arguments) { Folder = folder }.Run(cancellation);
        if (result.ExitCode != 0)
        {
            throw new ResearchException(
                Codes.CommandFailed,
                $"'dotnet {string.Join(' ', arguments)}' in {folder} exited with "
                    + $"{result.ExitCode}:{Environment.NewLine}{result.Output.Trim()}{Environment.NewLine}{result.Errors.Trim()}"
            );
        }

        return result.Output;
    }
}
