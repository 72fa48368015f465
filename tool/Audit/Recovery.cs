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
        if (JournalFile.Of(workspace).Read() is not { } journal)
            return;
        if (journal is { TrainingProcess: { } process, TrainingProcessStarted: { } started })
            ProcessGroup.KillLeftover(process, started);
        workspace.Refs.RemoveStaleLocks(journal.ResearchBranch);
        workspace.Refs.Remember(journal.Number, journal.Candidate);
        var record = workspace.Ledger.Contains(journal.Number) ? workspace.Ledger.Records[journal.Number - 1] : Interrupted(journal);
        Conclusion.Conclude(workspace, journal, record, null, observer);
        observer.Notice(
            $"Experiment {journal.Number:0000} ({journal.Description}) had been cut off; it is recorded as {record.Status.Name()}."
        );
    }

    private static ExperimentRecord Interrupted(Journal journal) =>
        new()
        {
            Number = journal.Number,
            Commit = journal.Candidate,
            Parent = journal.Parent,
            Status = ExperimentStatus.Interrupted,
            Description = journal.Description,
            Reason = "the tool was ended from outside before the experiment was judged",
            Conditions = new Conditions(journal.Lock, journal.Budget, journal.Device),
            Time = journal.Started,
            IsBaseline = journal.IsBaseline,
            MetricName = journal.MetricName,
            Seeds = journal.Seeds,
            Origin = journal.Origin ?? Origin.Person,
        };
}
