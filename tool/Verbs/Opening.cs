using AutoResearch.Audit;
using AutoResearch.Experiment;
using AutoResearch.Publishing.Sync;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Opens the research of a folder for a verb, and puts right what an interrupted run left behind, if nothing is running.</summary>
internal static class Opening
{
    /// <summary>Opens the research, with the ledger that a clone brought along.</summary>
    public static ResearchWorkspace Open(string folder, IExperimentObserver observer) => Open(folder, observer, TrustLayers.All);

    /// <summary>
    /// The same without the ledger that a clone brought along: for research that is to begin a ledger of its own, and for an audit, which
    /// looks only at what is here. The check of a pull request audits a fresh clone, without the experiments' refs and weights.
    /// </summary>
    public static ResearchWorkspace OpenAsItIs(string folder, IExperimentObserver observer) =>
        Open(folder, observer, TrustLayers.All, takesUp: false);

    internal static ResearchWorkspace Open(string folder, IExperimentObserver observer, TrustLayers layers, bool takesUp = true)
    {
        var workspace = ResearchWorkspace.Open(folder, layers);
        try
        {
            workspace.Settle();
            using var free = ExperimentLock.TryTake(workspace.StateFolder);
            if (free is not null)
            {
                PendingSync.Finish(workspace);
                Recovery.Run(workspace, observer);
                if (takesUp)
                    LedgerElsewhere.TakeUp(workspace, observer);
            }

            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }
}
