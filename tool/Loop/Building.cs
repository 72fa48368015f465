using System.Runtime.CompilerServices;
using AutoResearch.Builds;
using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>Stage 3: MSBuild in this process, in the slot.</summary>
internal static class Building
{
    public static Built Build(Workspace workspace, Branched branched)
    {
        var sdk = Sdk.Use(branched.Slot.WorkTree);
        if (workspace.Layers.Lock && BrokenLock(workspace, branched) is { } broken)
            return new Built(branched, sdk, new BuildResult(null, [], 0), broken);
        var result = Run(branched.Slot.WorkTree);
        var failure = result.Succeeded ? null : new Failure(
            ExperimentStatus.BuildFailed,
            result.Errors.Count == 1 ? $"it does not build: {result.Errors[0]}" : $"it does not build, {result.Errors.Count} errors; the first: {result.Errors[0]}",
            string.Join('\n', result.Errors));
        return new Built(branched, sdk, result, failure);
    }

    // Its own lock says nothing: it would be the first thing to change. The files are those of the commit it starts from.
    private static Failure? BrokenLock(Workspace workspace, Branched branched)
    {
        var captured = branched.Captured;
        var changed = LockCheck.ChangedByCandidate(workspace.Repository, captured.Parent, branched.Journal.Candidate, captured.Program);
        return changed is null ? null : new Failure(ExperimentStatus.Invalid, $"error {Codes.LockedFileChanged}: {LockMessages.Changed(changed)}", null);
    }

    // Kept out of line: compiling a method that mentions Microsoft.Build before the Locator ran would fail to find it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult Run(string folder) => new ProjectBuilder(folder).Build(lockedMode: File.Exists(Path.Combine(folder, "packages.lock.json")));
}
