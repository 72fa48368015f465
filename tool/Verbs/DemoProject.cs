using System.Reflection;
using AutoResearch.Builds;
using AutoResearch.Research;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Makes the demo's project from the template, with nothing installed for the user.</summary>
internal static class DemoProject
{
    // The packages are versioned together. What follows a '+' is the commit.
    private static string Version { get; } =
        typeof(DemoProject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The root of the clone that this tool was built in, or null for an installed tool.</summary>
    public static string? FindClone()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutoResearch.sln")))
                return folder.FullName;
        }

        return null;
    }

    /// <summary>Packs the template and the build package of a clone.</summary>
    /// <returns>The folder with the packages.</returns>
    public static string Pack(string clone, CancellationToken cancellation)
    {
        foreach (var project in (string[])["msbuild", "template"])
            DotnetCli.Run(clone, ["pack", project, "-c", "Release", "-v", "quiet", "-p:UseSharedCompilation=true"], cancellation);
        return Path.Combine(clone, "artifacts", "packages");
    }

    /// <summary>Makes the project.</summary>
    /// <param name="folder">Where; new or empty.</param>
    /// <param name="packages">A folder with the packages, or null to take them from the machine's sources.</param>
    /// <param name="seconds">The training budget of one experiment.</param>
    public static void Create(string folder, string? packages, int seconds, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ResearchException(Codes.FolderNotEmpty, $"{folder} is not empty. Name a new folder with --output.");
        // A template list of its own: the user's stays as it is.
        var hive = Path.Combine(CacheFolder.Root, "templates");
        if (Directory.Exists(hive))
            Directory.Delete(hive, recursive: true);
        var source = packages is null
            ? $"AutoResearch.Template@{Version}"
            : Path.Combine(packages, $"AutoResearch.Template.{Version}.nupkg");
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        DotnetCli.Run(parent, ["new", "install", source, "--debug:custom-hive", hive], cancellation);
        List<string> arguments =
        [
            "new",
            "autoresearch",
            "-n",
            "MyResearch",
            "-o",
            folder,
            "--budget",
            $"{seconds}",
            "--debug:custom-hive",
            hive,
        ];
        if (packages is not null)
            arguments.AddRange(["--packages", packages]);
        DotnetCli.Run(parent, arguments, cancellation);
    }
}
