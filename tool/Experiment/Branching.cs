using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Stage 2: the candidate as one commit on a branch of its own, checked out in a slot.</summary>
internal static class Branching
{
    public static Branched Create(ResearchWorkspace workspace, SlotFolders folders, Captured captured)
    {
        var repository = workspace.Repository;
        var candidate =
            captured.IsBaseline ? captured.Parent
            : captured.Contents is { } contents ? repository.Commits.CreateCandidate(captured.Parent, contents, captured.Description)
            : repository.Commits.CreateCandidate(captured.Parent, captured.Files, captured.Description);
        var journal = Journal.Of(captured, candidate, ExperimentRefs.BranchName(captured.Number, Slug.Of(captured.Description)));
        // From here on a kill leaves something behind, and the journal says what.
        JournalFile.Of(workspace, journal.Number).Write(journal);
        workspace.Refs.Remember(journal.Number, candidate);
        workspace.Refs.CreateBranch(journal.Branch, candidate);
        var slot = folders.Candidates();
        slot.CheckOut(journal.Branch);
        return new Branched(
            captured,
            journal,
            new Candidate(captured.Number, candidate, captured.Parent, captured.Program, slot, captured.Incumbent),
            CodeChange.Begin(repository.Commits, captured.Parent, candidate, captured.Program.Editable)
        );
    }

    /// <summary>Waits until the change of the code is known, and refuses a change that is none: measured, it could only be lucky.</summary>
    /// <exception cref="ResearchException">Only comments, formatting or names differ.</exception>
    public static void RequireChange(Branched branched)
    {
        var captured = branched.Captured;
        // Only the editable files are compared: other checks find what else may have changed.
        if (captured.IsBaseline || !branched.Change.Result.IsNothing || captured.Files.Except(captured.Program.Editable).Any())
            return;
        throw new ResearchException(
            Codes.NothingChanged,
            $"{string.Join(", ", captured.Files)} differs from {captured.ResearchBranch} in comments, formatting or names only: there is "
                + "nothing to measure. Change what the program does, or commit it as it is (git commit); a new baseline is measured then."
        );
    }
}
