using System.Text;
using System.Text.RegularExpressions;

namespace AutoResearch.Training;

/// <summary>Finds the folders that hold an NVIDIA driver's libraries: those in the loader's cache, and the fixed folders that WSL,
/// Google's Kubernetes nodes and NixOS use.</summary>
internal static partial class GpuDriver
{
    private const string Cache = "/etc/ld.so.cache";

    // WSL; Google's Kubernetes nodes; NixOS.
    private static readonly string[] KnownFolders =
    [
        "/usr/lib/wsl/lib",
        "/usr/lib/wsl/drivers",
        "/usr/local/nvidia/lib64",
        "/usr/local/nvidia/lib",
        "/run/opengl-driver/lib",
    ];

    /// <summary>The folders that hold a driver's libraries, each once. LD_LIBRARY_PATH is not read here: <see cref="SandboxMounts"/> does
    /// that for the user's own libraries.</summary>
    /// <param name="loaderCache">The bytes of /etc/ld.so.cache (see ld.so(8)); "ldconfig -p" prints its content.</param>
    /// <param name="exists">Whether there is such a folder.</param>
    public static IReadOnlyList<string> Folders(byte[] loaderCache, Func<string, bool> exists) =>
        [
            .. DriverLibrary()
                .Matches(Encoding.Latin1.GetString(loaderCache))
                .Select(match => match.Groups[1].Value)
                .Concat(KnownFolders)
                .Distinct(StringComparer.Ordinal)
                .Where(exists),
        ];

    /// <summary>The loader's cache; empty where there is none.</summary>
    public static byte[] LoaderCache() => File.Exists(Cache) ? File.ReadAllBytes(Cache) : [];

    // The cache ends with a table of strings, each closed by a zero byte.
    [GeneratedRegex(@"(?<=\0|^)(/[^\0]*)/lib(?:cuda|nvidia-[a-z0-9-]+)\.so[^\0/]*(?=\0)")]
    private static partial Regex DriverLibrary();
}
