using System.Runtime.CompilerServices;
using AutoResearch.Processes;
using AutoResearch.Research;
using Microsoft.Build.Locator;

namespace AutoResearch.Builds;

/// <summary>The .NET SDK whose MSBuild builds candidates.</summary>
/// <param name="Version">For example 10.0.401.</param>
internal sealed record Sdk(string Version, string Folder)
{
    private static readonly Lock Gate = new();
    private static Sdk? registered;

    /// <summary>The <c>dotnet</c> that belongs to it.</summary>
    public string Host => Path.Combine(Folder, "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>
    /// Finds the SDK that global.json in <paramref name="folder"/> asks for and makes this process load its MSBuild.
    /// Has to be called before any method that mentions a type of Microsoft.Build is compiled.
    /// </summary>
    public static Sdk Use(string folder) => TryUse(folder) ?? throw Missing(folder);

    /// <summary>The same, or null where no SDK satisfies global.json.</summary>
    public static Sdk? TryUse(string folder)
    {
        lock (Gate)
        {
            // A process can load one MSBuild only; a repository and its slots have the same global.json.
            if (registered is not null)
                return registered;
            if (Find(folder) is not { } sdk)
                return null;
            // Must come before MSBuild is loaded, which takes every environment variable for a property.
            var home = BuildHome.Replacement();
            var temporary = BuildHome.Temporary();
            var referenced = BuildEnvironment.ReferencedBy(BuildHome.Configurations(folder, home));
            UserEnvironment.Replace(user => BuildEnvironment.Of(user, referenced, home, temporary));
            MSBuildLocator.RegisterMSBuildPath(sdk.Folder);
            // Tasks such as Csc start `dotnet` themselves and look for it here.
            Environment.SetEnvironmentVariable("DOTNET_HOST_PATH", Path.GetFullPath(sdk.Host));
            return registered = sdk;
        }
    }

    /// <summary>The SDK that would be used in <paramref name="folder"/>, or null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Sdk? Find(string folder)
    {
        var options = new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = folder };
        // The Locator sets environment variables as soon as it searches.
        UserEnvironment.Keep();
        using var quiet = new NativeOutput();
        try
        {
            var instance = MSBuildLocator.QueryVisualStudioInstances(options).FirstOrDefault();
            return instance is null
                ? null
                : new Sdk(Path.GetFileName(Path.TrimEndingDirectorySeparator(instance.MSBuildPath)), instance.MSBuildPath);
        }
        catch (InvalidOperationException)
        {
            // hostfxr found no SDK that fits; the Locator reports it as a failure of its own.
            return null;
        }
    }

    private static ResearchException Missing(string folder)
    {
        var wanted = Path.Combine(folder, "global.json");
        return new ResearchException(
            Codes.NoSdk,
            File.Exists(wanted)
                ? $"No .NET SDK on this machine satisfies {wanted}. 'dotnet --list-sdks' shows what is here; install the version it asks "
                    + $"for, or change global.json and run 'dotnet autoresearch lock'."
                : "No .NET SDK was found. Install the .NET 10 SDK and see that 'dotnet --version' works here."
        );
    }
}
