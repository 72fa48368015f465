using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Stage 7: the ledger entry first, then the branch merged or deleted. Every step can be repeated, and recovery does so
/// from the journal and the entry alone.
/// </summary>
internal static class Conclusion
{
    public static Concluded Conclude(ResearchWorkspace workspace, Journal journal, Decided decided, IExperimentObserver observer) =>
        Conclude(workspace, journal, decided.Record, decided.HeldOut, observer);

    /// <summary>Keeps what was decided until the experiments before it are concluded, and lets its slot go on with another one.</summary>
    public static void PutOff(ResearchWorkspace workspace, Journal journal, ExperimentRecord record, double? heldOut)
    {
        JournalFile.Of(workspace, journal.Number).Write(journal.Decided(record, heldOut));
        new SlotFolders(workspace, journal.Slot).Release(journal.Branch);
    }

    /// <summary>Concludes what was put off, as far as it is its turn.</summary>
    public static IEnumerable<Concluded> Ready(ResearchWorkspace workspace, IExperimentObserver observer)
    {
        while (JournalFile.Of(workspace, workspace.Ledger.Next).Read() is { Row: not null } journal)
            yield return Conclude(workspace, journal, journal.Record(), journal.HeldOut, observer);
    }

    /// <param name="heldOut">The score on the held-out split; null when there is none, or the entry has been made.</param>
    public static Concluded Conclude(
        ResearchWorkspace workspace,
        Journal journal,
        ExperimentRecord record,
        double? heldOut,
        IExperimentObserver observer
    )
    {
        var repository = workspace.Repository;
        if (!workspace.Ledger.Contains(record.Number))
        {
            if (Overtaken.IsOvertaken(record, workspace.Ledger.Records))
                record = Overtaken.Of(record, workspace.Ledger.Records.Incumbent()!);
            if (record.Weights is null)
            {
                heldOut = null;
                WeightsFiles.Forget(workspace, record.Number);
            }

            var diff = journal.Candidate == journal.Parent ? "" : repository.Commits.Diff(journal.Parent, journal.Candidate);
            // program.md as the commit has it, which is what an audit will read: the one in the working tree may be half edited.
            workspace.Ledger.Append(record, diff, new CommittedPrograms(workspace).Of(journal.Candidate).Metric.Direction, heldOut);
        }

        var merged = record.Status.IsMerged() && workspace.Refs.Merge(journal.ResearchBranch, journal.Candidate, MergeMessage(record));
        if (record.Status.IsMerged() && !merged)
        {
            observer.Notice(
                $"{journal.ResearchBranch} moved while the experiment ran and conflicts with it, so it was not merged. "
                    + $"It is kept as {ExperimentRefs.RefName(record.Number)}: merge it by hand (git merge {journal.Candidate[..12]})."
            );
        }

        if (repository.Branch == journal.ResearchBranch)
        {
            if (merged && record.Metric is not null)
                BaselineRecording.Write(workspace, record, observer);
            if (record.Status.IsSettled())
                ResetWorkTree(repository, journal, observer);
        }

        new SlotFolders(workspace, journal.Slot).Release(journal.Branch);
        workspace.Refs.DeleteBranch(journal.Branch);
        JournalFile.Delete(workspace, journal.Number);
        return new Concluded(record, journal.Branch, merged);
    }

    /// <summary>
    /// Undoes an experiment that an error of the tool or the machine ended. Where others began after it, the rows have to say what became
    /// of its number: there it was interrupted.
    /// </summary>
    public static void Undo(ResearchWorkspace workspace, Journal journal, string reason)
    {
        if (JournalFile.All(workspace).Any(later => later.Number > journal.Number))
            PutOff(workspace, journal, journal.Interrupted(ResultsColumns.Cell(UntrustedText.Clean(reason))), null);
        else
            Abandon(workspace, journal);
    }

    /// <summary>Takes an experiment back, as if it had not begun.</summary>
    public static void Abandon(ResearchWorkspace workspace, Journal journal)
    {
        new SlotFolders(workspace, journal.Slot).Release(journal.Branch);
        workspace.Refs.DeleteBranch(journal.Branch);
        workspace.Refs.Forget(journal.Number);
        JournalFile.Delete(workspace, journal.Number);
    }

    // A settled experiment leaves the working tree as the research branch has it, ready for the next idea. What the user went on editing
    // meanwhile is theirs, and stays.
    private static void ResetWorkTree(GitRepository repository, Journal journal, IExperimentObserver observer)
    {
        // The branch is checked out: its index has to follow, or git would show a merged change as reverted.
        if (journal.Files.Count > 0)
            repository.Unstage(journal.Files);
        foreach (var file in journal.Files)
        {
            if (repository.WorkTreeHas(repository.HeadCommit, file))
                continue;
            // A proposal was never in the working tree: there is still what it started from.
            if (repository.WorkTreeHas(journal.Candidate, file) || repository.WorkTreeHas(journal.Parent, file))
                repository.WriteToWorkTree(repository.HeadCommit, file);
            else
                observer.Notice($"{file} was edited while the experiment ran; your edits were left as they are.");
        }
    }

    private static string MergeMessage(ExperimentRecord record) => $"Merge experiment {record.Number:0000}: {record.Description}";
}
