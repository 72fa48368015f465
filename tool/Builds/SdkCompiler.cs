using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using AutoResearch.Research;

namespace AutoResearch.Builds;

/// <summary>
/// Loads Roslyn, which parses candidates, from the installed SDK: that copy is compiled ahead of time, and the package needs none. It is
/// the newest one that this runtime can load, whatever folder the tool is started in, so that code is always parsed the same way.
/// </summary>
internal static class SdkCompiler
{
    private const int Earliest = 10;

    /// <summary>Makes Roslyn loadable. Call it before any method runs that mentions one of its types.</summary>
    public static void Install() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp" ? Load(context, name) : null;

    private static Assembly Load(AssemblyLoadContext context, AssemblyName name)
    {
        foreach (var sdk in Roots().SelectMany(Sdks))
        {
            var file = Path.Combine(sdk, "Roslyn", "bincore", name.Name + ".dll");
            if (File.Exists(file))
                return context.LoadFromAssemblyPath(file);
        }

        throw new ResearchException(
            Codes.NoSdk,
            $"No .NET SDK is beside the runtime in {Roots().First()}, and none on PATH. Install the .NET {Environment.Version.Major} SDK."
        );
    }

    // The installation that this runtime belongs to (<root>/shared/Microsoft.NETCore.App/10.0.0), then those of each `dotnet` on PATH.
    private static IEnumerable<string> Roots()
    {
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        foreach (
            var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var file = new FileInfo(Path.Combine(folder, program));
            if (file.Exists)
                yield return Path.GetDirectoryName((file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName)!;
        }
    }

    // A later major version of the SDK needs a later runtime; the Roslyn of an earlier one lacks what this code is compiled against.
    private static IEnumerable<string> Sdks(string root)
    {
        var folder = Path.Combine(root, "sdk");
        return Directory.Exists(folder)
            ? Directory
                .GetDirectories(folder)
                .Select(path => (Path: path, Version: VersionOf(path)))
                .Where(sdk => sdk.Version is { } version && version.Major >= Earliest && version.Major <= Environment.Version.Major)
                .OrderByDescending(sdk => sdk.Version)
                .Select(sdk => sdk.Path)
            : [];
    }

    // 10.0.401, or 10.0.100-rc.1. What follows the dash is ignored: of two such versions, either will do.
    private static Version? VersionOf(string path) =>
        Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : null;
}
