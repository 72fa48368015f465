using AutoResearch.Processes;

namespace AutoResearch.Builds;

/// <summary>
/// The home folder of a build, and the one of its temporary files. A service, a system user or a container's --user may have none, and
/// NuGet does not work without; TMPDIR may name a folder that a batch system has removed.
/// </summary>
internal static class BuildHome
{
    private const string SystemTemporary = "/tmp";

    /// <summary>A folder to use in place of the user's home; null where that is fine.</summary>
    public static string? Replacement()
    {
        if (OperatingSystem.IsWindows() || IsUsable(UserEnvironment.Get("HOME")))
            return null;
        var profile = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (IsUsable(profile))
            return profile;
        var temporary = Path.Combine(Temporary() ?? Path.GetTempPath(), $"autoresearch-home-{Environment.UserName}");
        return Directory.CreateDirectory(temporary).FullName;
    }

    /// <summary>A folder to use in place of TMPDIR; null where that is fine.</summary>
    public static string? Temporary() =>
        !OperatingSystem.IsWindows() && UserEnvironment.Get("TMPDIR") is { Length: > 0 } chosen && !IsUsable(chosen)
            ? SystemTemporary
            : null;

    /// <summary>The texts of the nuget.config files that apply in a folder, as far as they can be read.</summary>
    public static IEnumerable<string> Configurations(string folder, string? home)
    {
        var root = home ?? UserEnvironment.Get("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folders = new List<string> { Path.Combine(root, ".nuget", "NuGet"), Path.Combine(root, ".config", "NuGet") };
        if (Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData) is { Length: > 0 } data)
            folders.Add(Path.Combine(data, "NuGet"));
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            folders.Add(current.FullName);
        return folders
            .Distinct()
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*.config", new EnumerationOptions { IgnoreInaccessible = true }))
            .Where(file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase))
            .Select(TryRead);
    }

    private static bool IsUsable(string? folder)
    {
        if (folder is not { Length: > 0 } || !Path.IsPathRooted(folder) || !Directory.Exists(folder))
            return false;
        try
        {
            var probe = Path.Combine(folder, $".autoresearch-{Guid.NewGuid():N}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
