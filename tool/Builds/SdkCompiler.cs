using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using AutoResearch.Research;

namespace AutoResearch.Builds;

/// <summary>
/// Roslyn, which reads candidates, comes from the SDK that is here anyway: compiled ahead of time, and no second copy in the package. It
/// is the newest one that this runtime can load, wherever the tool is started, so that the same code is always read the same way.
/// </summary>
internal static class SdkCompiler
{
    private const int Earliest = 10;

    /// <summary>From now on Roslyn is found. Comes before anything that mentions a type of it.</summary>
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

    // <root>/shared/Microsoft.NETCore.App/10.0.0, and where `dotnet` is another one's.
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

    // An SDK of a later major version needs a later runtime, and an earlier one has less in its Roslyn than this is compiled against.
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

    // 10.0.401, or 10.0.100-rc.1: of two that differ in what comes behind the dash, either will do.
    private static Version? VersionOf(string path) =>
        Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : null;
}
