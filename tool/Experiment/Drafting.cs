using AutoResearch.Proposers;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Builds a proposal before it is an experiment, so that whoever proposed it can mend it: what does not compile costs no budget
/// and no row.</summary>
internal static class Drafting
{
    /// <summary>Why it cannot be run, or null.</summary>
    public static Failure? Check(ResearchWorkspace workspace, SlotFolders folders, Proposal proposal, ExperimentRecord incumbent)
    {
        var captured = Capture.Proposed(workspace, proposal, Origin.Person, incumbent);
        var candidate = workspace.Repository.Commits.CreateCandidate(captured.Parent, proposal.Files, captured.Description);
        // The slot of the experiment that it may become: what was built now need not be built again.
        var slot = folders.Candidates();
        slot.CheckOutCommit(candidate);
        return Building
            .Build(workspace, new Candidate(captured.Number, candidate, captured.Parent, captured.Program, slot, incumbent))
            .Failure;
    }
}
