using System.Runtime.CompilerServices;
using Microsoft.Build.Definition;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace AutoResearch.Builds;

/// <summary>
/// Loads MSBuild and evaluates the project once, without using the result, while the main thread opens the repository: its files
/// are then in memory and its methods compiled when the build begins.
/// </summary>
internal static class BuildWarmUp
{
    private static Task running = Task.CompletedTask;

    public static void Begin(string folder) =>
        running = Task.Run(() =>
        {
            // Errors are ignored here: the build will report them.
            if (Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project && Sdk.TryUse(folder) is not null)
                Evaluate(project);
        });

    /// <summary>Waits for it: two evaluations at once would only get in each other's way.</summary>
    public static void Finish() => ((IAsyncResult)running).AsyncWaitHandle.WaitOne();

    // Not inlined: a method that mentions Microsoft.Build can only be compiled after the Locator ran.
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
