[assembly: AssemblyFixture(typeof(Products))]

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// The tool installed from the packed feed and the template registered, in folders of their own.
/// </summary>
public sealed class Products : IDisposable
{
    public Products()
    {
        Warm = new WarmTools(Machine, Tool);
        try
        {
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
                    PackedFeed.Instance.Package("AutoResearch.Template"),
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

    public string Version => PackedFeed.Instance.Version;

    /// <summary>The folder with the three packages.</summary>
    public string Feed => PackedFeed.Instance.Folder;

    /// <summary>The list of templates that <c>dotnet new</c> is told to use.</summary>
    public string Hive => Machine.InRoot("hive");

    /// <summary>The installed tool.</summary>
    public string Tool => Machine.InRoot(OperatingSystem.IsWindows() ? "tools/dotnet-autoresearch.exe" : "tools/dotnet-autoresearch");

    /// <summary>The same, in processes that have run it before.</summary>
    internal WarmTools Warm { get; }

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

    public void Dispose()
    {
        Warm.Dispose();
        Machine.Dispose();
    }
}
