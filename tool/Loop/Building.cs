using System.Runtime.CompilerServices;
using AutoResearch.Builds;
using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>Stage 3: MSBuild in this process, in the slot.</summary>
internal static class Building
{
    public static Built Build(Branched branched)
    {
        var sdk = Sdk.Use(branched.Slot.WorkTree);
        var result = Run(branched.Slot.WorkTree);
        var failure = result.Succeeded ? null : new Failure(
            ExperimentStatus.BuildFailed,
            result.Errors.Count == 1 ? $"it does not build: {result.Errors[0]}" : $"it does not build, {result.Errors.Count} errors; the first: {result.Errors[0]}",
            string.Join('\n', result.Errors));
        return new Built(branched, sdk, result, failure);
    }

    // Kept out of line: compiling a method that mentions Microsoft.Build before the Locator ran would fail to find it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult Run(string folder) => new ProjectBuilder(folder).Build(lockedMode: File.Exists(Path.Combine(folder, "packages.lock.json")));
}
