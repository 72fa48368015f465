namespace AutoResearch.Tasks;

/// <summary>Finds the C++ standard library that a .NET program loads on this machine.</summary>
internal static class StandardLibrary
{
    public const string Name = "libstdc++.so.6";

    private static readonly string[] Folders =
    [
        "/lib64",
        "/usr/lib64",
        "/lib/x86_64-linux-gnu",
        "/usr/lib/x86_64-linux-gnu",
        "/lib",
        "/usr/lib",
    ];

    /// <returns>Full path, or null when this machine has none where loaders look.</returns>
    public static string? Find() =>
        // The runtime itself needs it: what the loader found for this process, it will find for the training, too.
        FromMaps(File.ReadAllText("/proc/self/maps")) is { } loaded
        && File.Exists(loaded)
            ? loaded
            : Folders.Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <summary>The path of the library among the files that a process has mapped (proc_pid_maps(5)).</summary>
    public static string? FromMaps(string maps)
    {
        foreach (var line in maps.AsSpan().EnumerateLines())
        {
            // The file's path is the last column and the only one with a slash; the file's own name has further digits.
            var path = line.IndexOf('/') is var slash and >= 0 ? line[slash..] : default;
            if (path[(path.LastIndexOf('/') + 1)..].StartsWith(Name, StringComparison.Ordinal))
                return path.ToString();
        }

        return null;
    }
}
