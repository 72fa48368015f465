using AutoResearch.Experiment;
using AutoResearch.Publishing.Sync;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Brings the ledger, the experiments' commits and on request their weights to a remote and back.</summary>
internal static class SyncVerb
{
    public static SyncReport Run(string folder, SyncOptions options, IExperimentObserver observer, CancellationToken cancellation)
    {
        using var workspace = Opening.Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        return new Syncing(workspace, observer, cancellation).Run(options);
    }
}
