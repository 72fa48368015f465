using System.IO.Compression;

[assembly: AssemblyFixture(typeof(AutoResearch.Tests.Package.PackedPackage))]

namespace AutoResearch.Tests.Package;

/// <summary>The package as a user gets it, from the packed feed.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static string Version => PackedFeed.Instance.Version;

    /// <summary>Where the packages of this machine are.</summary>
    public static string MachinePackages { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The names of all files in the package.</summary>
    public IReadOnlyList<string> Entries
    {
        get
        {
            using var package = Open();
            return [.. package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
        }
    }

    public string Read(string entry)
    {
        using var package = Open();
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Makes the research project of this test's Project folder, locked, with a small corpus.</summary>
    internal ResearchProject CreateProject(string name)
    {
        var project = Path.Combine(folder.Path, name);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Project")))
        {
            Directory.CreateDirectory(project);
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        }

        // Our package comes from the feed into a folder of its own. libtorch, over a gigabyte, is taken from where this machine
        // has it; where it has none, it is restored from the machine's sources.
        File.WriteAllText(
            Path.Combine(project, "Directory.Build.props"),
            $"""
            <Project>
              <PropertyGroup>
                <AutoResearchVersion>{Version}</AutoResearchVersion>
                <RestorePackagesPath>{folder.Path}/packages</RestorePackagesPath>
                <RestoreFallbackFolders Condition="Exists('{MachinePackages}/torchsharp')">{MachinePackages}</RestoreFallbackFolders>
                <RestoreAdditionalProjectSources>{PackedFeed.Instance.Folder}</RestoreAdditionalProjectSources>
                <UseSharedCompilation>true</UseSharedCompilation>
              </PropertyGroup>
            </Project>
            """
        );
        foreach (var split in new[] { "training", "validation", "test" })
        {
            Directory.CreateDirectory(Path.Combine(project, "corpus"));
            File.WriteAllText(Path.Combine(project, "corpus", split + ".txt"), split + "\n");
        }

        var created = new ResearchProject(project);
        created.Lock();
        return created;
    }

    public void Dispose() => folder.Dispose();

    private ZipArchive Open() => ZipFile.OpenRead(PackedFeed.Instance.Package("AutoResearch.MSBuild"));
}
