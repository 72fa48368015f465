using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Brings an experiment's files back into the working tree.</summary>
internal static class RestoreVerb
{
    public static RestoreDocument Run(string folder, int number, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        return new RestoreDocument(number, Restoring.Run(workspace, number));
    }
}
