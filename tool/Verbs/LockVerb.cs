using AutoResearch.Experiment;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Locks the files as they are now, on purpose.</summary>
internal static class LockVerb
{
    /// <param name="message">Why, for the commit; null to say only what.</param>
    public static LockResult Run(string folder, string? message, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        if (!workspace.Repository.IsUnborn)
            workspace.Repository.RequireResearchBranch();
        return Relock.Run(workspace, message ?? "Lock the experiment");
    }
}
