using System.Reflection;

[assembly: AssemblyFixture(typeof(Products))]

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// The three packages, packed once under a version that nothing else has, the tool installed from them and the template
/// registered: all in folders of their own.
/// </summary>
public sealed class Products : IDisposable
{
    private static readonly string[] Projects = ["msbuild", "template", "tool"];

    public Products()
    {
        try
        {
            Pack();
            Machine
                .Run(
                    Machine.Root,
                    "dotnet",
                    "tool",
                    "install",
                    "dotnet-autoresearch",
                    "--tool-path",
                    Machine.InRoot("tools"),
                    "--source",
                    Feed,
                    "--version",
                    Version
                )
                .Succeeds();
            Machine
                .Run(
                    Machine.Root,
                    "dotnet",
                    "new",
                    "install",
                    Path.Combine(Feed, $"AutoResearch.Template.{Version}.nupkg"),
                    "--debug:custom-hive",
                    Hive
                )
                .Succeeds();
            Points = PointsProject.Create(this, Machine.InRoot("points/Points"));
        }
        catch
        {
            Machine.Dispose();
            throw;
        }
    }

    public UserMachine Machine { get; } = new();

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    /// <summary>The folder with the three packages.</summary>
    public string Feed => Machine.InRoot("feed");

    /// <summary>The list of templates that <c>dotnet new</c> is told to use.</summary>
    public string Hive => Machine.InRoot("hive");

    /// <summary>The installed tool.</summary>
    public string Tool => Machine.InRoot(OperatingSystem.IsWindows() ? "tools/dotnet-autoresearch.exe" : "tools/dotnet-autoresearch");

    /// <summary>An initialised research project that trains in milliseconds; tests work on copies of it.</summary>
    internal string Points { get; }

    /// <summary>Makes a scaffold with the packed template.</summary>
    public CommandResult New(string folder, params string[] arguments)
    {
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(folder)!).FullName;
        return Machine
            .Run(parent, "dotnet", ["new", "autoresearch", "-o", folder, "--packages", Feed, "--debug:custom-hive", Hive, .. arguments])
            .Succeeds();
    }

    public void Dispose() => Machine.Dispose();

    private void Pack()
    {
        var root = typeof(Products)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!;
        foreach (var project in Projects)
        {
            // As whoever runs the tests, with their packages; artifacts apart, so that a build of the repository may go on.
            var start = Machine.StartInfo(
                root,
                "dotnet",
                [
                    "pack",
                    project,
                    "-c",
                    "Release",
                    "--nologo",
                    $"-p:Version={Version}",
                    $"-p:PackageOutputPath={Feed}",
                    $"-p:ArtifactsPath={Machine.InRoot("artifacts")}",
                ]
            );
            foreach (var name in (string[])["HOME", "USERPROFILE", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "NUGET_FALLBACK_PACKAGES"])
            {
                if (Environment.GetEnvironmentVariable(name) is { } value)
                    start.Environment[name] = value;
                else
                    start.Environment.Remove(name);
            }

            new RunningCommand(start).Wait().Succeeds();
        }
    }
}
