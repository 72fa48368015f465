using System.Collections;

namespace AutoResearch.Training;

/// <summary>The environment of a training process: a list of what it needs, so that no secret of the user's is in it.</summary>
internal static class CandidateEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    };

    // How .NET, the math libraries and the GPU's driver are told what to use.
    private static readonly string[] Prefixes = ["DOTNET_", "CUDA_", "NVIDIA_", "OMP_", "MKL_", "KMP_", "GOMP_"];

    public static void Apply(IDictionary<string, string?> environment)
    {
        environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                environment[name] = (string?)variable.Value;
        }
    }
}
