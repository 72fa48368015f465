using System.Runtime.CompilerServices;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace AutoResearch.Builds;

/// <summary>
/// Loads MSBuild and evaluates the project once for nothing, while the first thread is still opening the repository: what
/// is read and compiled on the way is there when the build begins.
/// </summary>
internal static class BuildWarmUp
{
    private static Task running = Task.CompletedTask;

    public static void Begin(string folder) =>
        running = Task.Run(() =>
        {
            // Whatever is wrong here is for the build to say, in its place.
            if (Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project && Sdk.TryUse(folder) is not null)
                Evaluate(project);
        });

    /// <summary>Waits for it: two evaluations at once would only get in each other's way.</summary>
    public static void Finish() => ((IAsyncResult)running).AsyncWaitHandle.WaitOne();

    // Kept out of line: compiling a method that mentions Microsoft.Build before the Locator ran would fail to find it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Evaluate(string project)
    {
        using var projects = new ProjectCollection();
        _ = ProjectInstance.FromFile(
            project,
            new ProjectOptions { ProjectCollection = projects, GlobalProperties = BuildProperties.Of(Path.GetDirectoryName(project)!) }
        );
    }
}
