using AutoResearch.Processes;
using System.Security.Cryptography;
using System.Text;

namespace AutoResearch.Loop;

/// <summary>Where slots, scratch folders and weights lie: in the user's cache, outside every repository.</summary>
internal static class CacheFolder
{
    /// <summary>The root of everything the tool caches. <c>AUTORESEARCH_CACHE</c> moves it.</summary>
    public static string Root { get; } = UserEnvironment.Get("AUTORESEARCH_CACHE") is { Length: > 0 } chosen
        ? Path.GetFullPath(chosen)
        : Path.Combine(SystemCache(), "autoresearch");

    /// <summary>The folder of one repository; its name begins with the repository's, for people who look.</summary>
    public static string For(string repository)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(repository))));
        var name = new string([.. Path.GetFileName(repository).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        return Path.Combine(Root, $"{name}-{hash[..12]}");
    }

    private static string SystemCache()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        // A service or a container's user may have none.
        if (!Directory.Exists(home) && UserEnvironment.Get("XDG_CACHE_HOME") is not { Length: > 0 })
            return Path.Combine(Path.GetTempPath(), $"autoresearch-cache-{Environment.UserName}");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches");
        return UserEnvironment.Get("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(home, ".cache");
    }
}
