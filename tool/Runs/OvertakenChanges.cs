using AutoResearch.Experiment;
using AutoResearch.Proposers;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Novelty;
using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>The changes of a run that were overtaken, until they are tried again or have gone back to who proposed them.</summary>
internal sealed class OvertakenChanges(ResearchWorkspace workspace, INotices observer)
{
    private readonly Queue<ExperimentRecord> waiting = new();
    private readonly List<RefusedProposal> returned = [];

    /// <summary>Takes note of an experiment that is in the ledger now, if it was overtaken.</summary>
    public void Note(ExperimentRecord record)
    {
        if (Overtaken.Is(record))
            waiting.Enqueue(record);
    }

    /// <summary>The next one that can be tried on top of what the branch holds now; null where there is none.</summary>
    public Proposal? Next(ExperimentRecord incumbent)
    {
        while (waiting.TryDequeue(out var better))
        {
            if (Takeover.Of(workspace, better) is not { } again)
                Return(better);
            else if (!IsTried(again, incumbent))
                return again;
        }

        return null;
    }

    /// <summary>What a proposer is to make again, and why; told once.</summary>
    public IReadOnlyList<RefusedProposal> ReturnedTo(string proposer)
    {
        var own = returned.Where(refused => RunProgress.IsOf(refused.Proposal.Proposer, proposer)).ToList();
        returned.RemoveAll(own.Contains);
        return own;
    }

    private void Return(ExperimentRecord better)
    {
        observer.Notice(
            $"Experiment {better.Number:0000} does not go together with what was kept meanwhile; {better.Origin.Proposer} is told to make "
                + "it again."
        );
        returned.Add(Takeover.Returned(workspace, better));
    }

    // Whether it leaves nothing to try: the branch holds it by now, or what it makes of the branch was tried, or is.
    private bool IsTried(Proposal again, ExperimentRecord incumbent)
    {
        if (again.Files.Count == 0)
            return true;
        var files = CodeChange
            .Read(workspace.Repository.Commits, workspace.Repository.HeadCommit, workspace.Program.Editable)
            .ToDictionary(file => file.Key, file => again.Files.GetValueOrDefault(file.Key, file.Value), StringComparer.Ordinal);
        var code = NormalForm.Hash(files);
        return TriedBefore.OnSameBaseline(workspace.Ledger.Records, incumbent, code) is not null
            || Underway.Of(workspace).Any(underway => underway.Code == code);
    }
}
