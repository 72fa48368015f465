using AutoResearch.Boundary;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Runs the incumbent again, on seeds that it was not chosen by: from the commit that the candidate starts from, in a slot of its own,
/// so that the candidate's stays as it is. Built when it is first asked for.
/// </summary>
internal sealed class IncumbentRunner(ResearchWorkspace workspace, SlotFolders folders, UnslowedRun unslowed)
{
    private readonly List<RunWork> work = [];
    private Built? built;

    /// <summary>The time of all its runs so far.</summary>
    public RunSeconds Seconds { get; private set; }

    /// <summary>What its finished runs did, in their order.</summary>
    public IReadOnlyList<RunWork> Work => work;

    /// <summary>Tokens of the incumbent's editable files.</summary>
    public int CodeTokens(Candidate candidate) =>
        candidate.Program.Editable.Sum(file =>
            workspace.Repository.Commits.ReadText(candidate.Parent, file) is { } source ? CodeSize.Of(source) : 0
        );

    /// <summary>What it scores on a seed; or why the run did not finish: somebody stopped it, or the machine is too busy.</summary>
    /// <exception cref="ResearchException">It gives no score any more, so nothing can be compared with it.</exception>
    public (SeedScore? Score, Failure? Stopped) Run(Candidate candidate, long seed)
    {
        built ??= Build(candidate);
        if (built.Failure is { } broken)
            throw Unusable(candidate, broken);
        var scored = unslowed.Run(built, seed, null, RunPace.Of(candidate.Incumbent!, candidate.Program.Budget));
        Seconds += scored.Seconds;
        scored.Trained.Session?.Dispose();
        if (scored.Failure is { Status: ExperimentStatus.Interrupted } stopped)
            return (null, stopped);
        if (scored.Failure is { } failure)
            throw Unusable(candidate, failure);
        if (!double.IsFinite(scored.Score!.Value))
            throw Unusable(candidate, new Failure(ExperimentStatus.Diverged, $"on seed {seed}, the score is no number", null));
        CurveFiles.Write(workspace, candidate.Incumbent!.Number, seed, scored.Trained.Curve);
        work.Add(scored.Trained.Work!);
        return (new SeedScore(seed, scored.Score.Value, work[^1].Pace), null);
    }

    private Built Build(Candidate candidate)
    {
        var slot = folders.Incumbents();
        slot.CheckOutCommit(candidate.Parent);
        return Building.Build(workspace, candidate with { Number = candidate.Incumbent!.Number, Commit = candidate.Parent, Slot = slot });
    }

    private ResearchException Unusable(Candidate candidate, Failure failure) =>
        new(
            Codes.IncumbentFailed,
            $"{workspace.Repository.Branch} gave no score when it was run again to be compared with ({failure.Status.Name()}): "
                + $"{failure.Reason}. Your edits are still in the working tree. "
                + $"Put them aside (git stash), mend {string.Join(", ", candidate.Program.Editable)} on {workspace.Repository.Branch} and "
                + $"commit it, or 'dotnet autoresearch lock' if a locked file or a package changed; "
                + "then run the command again: it measures a new baseline first."
        );
}
