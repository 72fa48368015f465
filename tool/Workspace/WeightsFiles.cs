using System.Security.Cryptography;

namespace AutoResearch.Workspace;

/// <summary>Where weights lie: outside the repository, and outside the reach of any candidate once they are saved.</summary>
internal static class WeightsFiles
{
    /// <summary>The weights that a kept experiment was reproduced from.</summary>
    public static string Of(ResearchWorkspace workspace, int number) => Path.Combine(workspace.Cache, "weights", $"{number:0000}.dat");

    /// <summary>Deletes those of an experiment that is not kept after all.</summary>
    public static void Forget(ResearchWorkspace workspace, int number)
    {
        if (File.Exists(Of(workspace, number)))
            File.Delete(Of(workspace, number));
    }

    /// <summary>SHA-256 of a file in lower-case hexadecimal digits.</summary>
    public static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
