using System.Text.Json;

namespace AutoResearch.Builds;

/// <summary>The packages that a restore found, and where.</summary>
internal static class RestoredPackages
{
    /// <summary>Whether every package that project.assets.json names is still in its folder: folders of packages get cleared.</summary>
    /// <param name="assets">The path of project.assets.json.</param>
    public static bool AreThere(string assets)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
            var folders = document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
            return document
                .RootElement.GetProperty("libraries")
                .EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .All(library =>
                    library.Value.GetProperty("path").GetString() is { } path
                    && folders.Any(folder => File.Exists(Path.Combine(folder, path, ".nupkg.metadata")))
                );
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The folder that packages are extracted to, where it exists; it can serve as a feed.</summary>
    public static string? Folder()
    {
        var home = Environment.GetEnvironmentVariable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(home, ".nuget", "packages");
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
