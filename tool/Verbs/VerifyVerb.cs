using AutoResearch.Audit;
using AutoResearch.Experiment;
using AutoResearch.Research;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Checks that the ledger says what happened.</summary>
internal static class VerifyVerb
{
    /// <param name="number">The one experiment to check; the whole history where it is null.</param>
    public static AuditReport Run(string folder, int? number, IExperimentObserver observer, CancellationToken cancellation)
    {
        using var workspace = Open(folder, observer);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var audit = new LedgerAudit(workspace, observer, cancellation);
        return number is { } one ? audit.One(one) : audit.All();
    }

    private static ResearchWorkspace Open(string folder, IExperimentObserver observer)
    {
        try
        {
            return Opening.OpenAsItIs(folder, observer);
        }
        catch (ResearchException exception) when (exception.Code == Codes.LedgerDamaged)
        {
            // An interrupted run cannot be put right before the ledger is; the audit says what is wrong with that.
            return ResearchWorkspace.Open(folder);
        }
    }
}
