using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace AutoResearch.TestSupport;

/// <summary>
/// The three packages of these sources, in a feed that all test programs share: packed by the first that asks, under a version that
/// names the sources, so that no package folder can hold another one's. Lies in <c>artifacts/test-feed</c>.
/// </summary>
public sealed class PackedFeed
{
    // In this order: the template names the version of the first one.
    private static readonly string[] Projects = ["msbuild", "template", "tool"];

    // What packing depends on beside them.
    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Packages.props", "global.json", "nuget.config"];

    private static readonly Lazy<PackedFeed> OfSources = new(() => new PackedFeed());

    private PackedFeed()
    {
        Version = $"0.1.0-test.{HashSources()}";
        Folder = Path.Combine(Root, Version);
        Directory.CreateDirectory(Root);
        // Two test programs at a time: the second one waits for what the first one packs.
        using var gate = new Mutex(initiallyOwned: false, $"autoresearch-test-feed-{Hash(Root)}");
        try
        {
            gate.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Who held it was killed. It is ours now, and what it left is not done.
        }

        try
        {
            PackOnce();
        }
        finally
        {
            gate.ReleaseMutex();
        }
    }

    /// <summary>The repository that these tests were built from.</summary>
    public static string Repository { get; } =
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>Packed when first asked for: tests that need no package do not wait for it.</summary>
    public static PackedFeed Instance => OfSources.Value;

    /// <summary>Of all three packages.</summary>
    public string Version { get; }

    /// <summary>The folder with the packages.</summary>
    public string Folder { get; }

    private static string Root => Path.Combine(Repository, "artifacts", "test-feed");

    // Beside it: the feed holds packages only.
    private string Done => Folder + ".done";

    /// <summary>The file of a package.</summary>
    public string Package(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    private void PackOnce()
    {
        if (File.Exists(Done))
            return;
        // The mark first: a kill must not leave one without its packages.
        foreach (var mark in Directory.GetFiles(Root, "*.done"))
            File.Delete(mark);
        foreach (var old in Directory.GetDirectories(Root, "0.*"))
            Directory.Delete(old, recursive: true);
        foreach (var project in Projects)
            Pack(project);
        File.WriteAllText(Done, "");
    }

    private void Pack(string project)
    {
        // As whoever runs the tests, with their packages; outputs apart, so that a build of the repository may go on. They stay, so that
        // the next packing compiles only what changed.
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "pack",
                project,
                "-c",
                "Release",
                "--nologo",
                // The build of the tests ran them already; here they would take longer than the compiler.
                "-p:RunAnalyzers=false",
                $"-p:Version={Version}",
                $"-p:PackageOutputPath={Folder}",
                $"-p:ArtifactsPath={Path.Combine(Root, "build")}",
            ]
        )
        {
            WorkingDirectory = Repository,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What a build that started these tests has set is not what a shell has set.
        foreach (var name in start.Environment.Keys.Where(IsOfMSBuild).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "true";
        new RunningCommand(start).Wait().Succeeds();

        static bool IsOfMSBuild(string name) =>
            name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH";
    }

    private static string HashSources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Projects.SelectMany(project =>
            Directory.EnumerateFiles(Path.Combine(Repository, project), "*", SearchOption.AllDirectories)
        );
        foreach (var file in files.Concat(Settings.Select(name => Path.Combine(Repository, name))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        // With a letter: a number as a part of a version may not begin with a zero.
        return "h" + Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
