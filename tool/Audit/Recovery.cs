using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Audit;

/// <summary>
/// Puts right what a killed run left behind; the caller holds the experiment lock. With an entry in the ledger the
/// conclusion is replayed; without one the experiment is recorded as interrupted. The user's edits stay where they are.
/// </summary>
internal static class Recovery
{
    public static void Run(ResearchWorkspace workspace, IExperimentObserver observer)
    {
        var journals = JournalFile.All(workspace);
        // All of them first: several slots may have been at work.
        foreach (var journal in journals)
        {
            if (journal is { TrainingProcess: { } process, TrainingProcessStarted: { } started })
                ProcessGroup.KillLeftover(process, started);
        }

        foreach (var journal in journals)
        {
            workspace.Refs.RemoveStaleLocks(journal.ResearchBranch);
            if (journal.Number > workspace.Ledger.Next)
            {
                // The journal of an experiment before it was taken away by hand, and rows are without gaps.
                Conclusion.Abandon(workspace, journal);
                observer.Notice($"Experiment {journal.Number:0000} ({journal.Description}) had been cut off; nothing of it is recorded.");
                continue;
            }

            workspace.Refs.Remember(journal.Number, journal.Candidate);
            var isConcluded = workspace.Ledger.Contains(journal.Number);
            var known = isConcluded ? workspace.Ledger.Records[journal.Number - 1] : journal.Record();
            var record = Conclusion.Conclude(workspace, journal, known, isConcluded ? null : journal.HeldOut, observer).Record;
            observer.Notice(
                $"Experiment {journal.Number:0000} ({journal.Description}) had been cut off; it is recorded as {record.Status.Name()}."
            );
        }
    }
}
