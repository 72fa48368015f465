using System.Security.Cryptography;

namespace AutoResearch.Workspace;

/// <summary>Where weights lie: outside the repository, and outside the reach of any candidate once they are saved.</summary>
internal static class WeightsFiles
{
    /// <summary>The weights that a kept experiment was reproduced from.</summary>
    public static string Of(ResearchWorkspace workspace, int number) => Path.Combine(workspace.Cache, "weights", $"{number:0000}.dat");

    /// <summary>The weights of one run, counted from 0, until it is decided which of them are kept.</summary>
    public static string OfRun(ResearchWorkspace workspace, int run) => Path.Combine(RunFolder(workspace), $"{run}.dat");

    /// <summary>Forgets those of all runs, a killed experiment's included.</summary>
    public static void ClearRuns(ResearchWorkspace workspace)
    {
        var folder = RunFolder(workspace);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>SHA-256 of a file in lower-case hexadecimal digits.</summary>
    public static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static string RunFolder(ResearchWorkspace workspace) => Path.Combine(workspace.Cache, "runs");
}
