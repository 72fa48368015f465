using System.Security.Cryptography;
using System.Text;
using AutoResearch.Processes;

namespace AutoResearch.Workspace;

/// <summary>Where slots, scratch folders and weights lie: in the user's cache, outside every repository.</summary>
internal static class CacheFolder
{
    /// <summary>The root of everything the tool caches. <c>AUTORESEARCH_CACHE</c> moves it.</summary>
    public static string Root =>
        UserEnvironment.Get("AUTORESEARCH_CACHE") is { Length: > 0 } chosen
            ? RealPath.Of(chosen)
            : RealPath.Of(Path.Combine(SystemCache(), "autoresearch"));

    /// <summary>
    /// The folder of one repository, which goes with it: a repository that was moved or renamed finds its own again, and a copy gets
    /// one of its own with the same weights.
    /// </summary>
    /// <param name="repository">The working tree.</param>
    /// <param name="stateFolder">Inside .git, where the name of the folder is kept.</param>
    /// <param name="linked">The name of a linked worktree; null for the main one.</param>
    public static string For(string repository, string stateFolder, string? linked) =>
        Path.Combine(
            Root,
            new CacheNote(stateFolder, linked).Read() is var (name, path) && !IsCopy(name, path, repository, linked)
                ? name
                : NameFor(repository)
        );

    /// <summary>Notes which folder is this repository's, and copies the original's weights and curves to that of a copied one.</summary>
    public static void Settle(string repository, string stateFolder, string? linked)
    {
        var note = new CacheNote(stateFolder, linked);
        var before = note.Read();
        if (before?.Repository == repository)
            return;
        var folder = For(repository, stateFolder, linked);
        if (before is var (name, _) && name != Path.GetFileName(folder))
            Adopt(Path.Combine(Root, name), folder);
        note.Write(Path.GetFileName(folder), repository);
    }

    // True where the repository that the note was written for still exists and still has this folder.
    private static bool IsCopy(string name, string path, string repository, string? linked) =>
        path != repository
        && linked is null
        && Directory.Exists(path)
        && RealPath.Of(path) != RealPath.Of(repository)
        && new CacheNote(Path.Combine(path, ".git", ResearchWorkspace.StateName), null).Read()?.Name == name;

    // Copies only what was measured: slots are made anew, and what an interrupted run left belongs to the original.
    private static void Adopt(string original, string copy)
    {
        foreach (var kept in (string[])["weights", "curves"])
        {
            var source = new DirectoryInfo(Path.Combine(original, kept));
            if (!source.Exists || Directory.Exists(Path.Combine(copy, kept)))
                continue;
            foreach (var file in source.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, kept, Path.GetRelativePath(source.FullName, file.FullName));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                file.CopyTo(target, overwrite: true);
            }
        }
    }

    // Begins with the repository's name, for people who look into the cache.
    private static string NameFor(string repository)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(repository))));
        var name = new string([.. Path.GetFileName(repository).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        return $"{name}-{hash[..12]}";
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
