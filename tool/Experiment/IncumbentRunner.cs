using AutoResearch.Boundary;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Runs the incumbent again, on seeds that it was not chosen by: from the commit that the candidate starts from, in a slot of its own,
/// so that the candidate's stays as it is. Built when it is first asked for.
/// </summary>
internal sealed class IncumbentRunner(ResearchWorkspace workspace, UnslowedRun unslowed)
{
    private const int SlotNumber = 1;

    private Built? built;

    /// <summary>Of all its runs so far.</summary>
    public RunSeconds Seconds { get; private set; }

    /// <summary>Tokens of the incumbent's editable files.</summary>
    public int CodeTokens(Captured captured) =>
        captured.Program.Editable.Sum(file =>
            workspace.Repository.Commits.ReadText(captured.Parent, file) is { } source ? CodeSize.Of(source) : 0
        );

    /// <summary>What it scores on a seed; or why it came to no end: somebody stopped it, or the machine is too busy.</summary>
    /// <exception cref="ResearchException">It gives no score any more, so nothing can be compared with it.</exception>
    public (SeedScore? Score, Failure? Stopped) Run(Captured captured, long seed)
    {
        built ??= Build(captured);
        if (built.Failure is { } broken)
            throw Unusable(captured, broken);
        var scored = unslowed.Run(built, seed, null, RunPace.Of(captured.Incumbent!, captured.Program.Budget));
        Seconds += scored.Seconds;
        scored.Trained.Session?.Dispose();
        if (scored.Failure is { Status: ExperimentStatus.Interrupted } stopped)
            return (null, stopped);
        if (scored.Failure is { } failure)
            throw Unusable(captured, failure);
        if (!double.IsFinite(scored.Score!.Value))
            throw Unusable(captured, new Failure(ExperimentStatus.Diverged, $"on seed {seed}, the score is no number", null));
        CurveFiles.Write(workspace, captured.Incumbent!.Number, seed, scored.Trained.Curve);
        return (new SeedScore(seed, scored.Score.Value), null);
    }

    private Built Build(Captured captured)
    {
        var slot = Slot.Prepare(workspace.Repository, workspace.SlotFolder, SlotNumber);
        slot.CheckOutCommit(captured.Parent);
        // As the stages want it: the incumbent's own code, compared with itself.
        var journal = JournalFile.Of(workspace).Read()! with { Candidate = captured.Parent, Files = [] };
        return Building.Build(workspace, new Branched(captured, journal, slot, CodeChange.None));
    }

    private ResearchException Unusable(Captured captured, Failure failure) =>
        new(
            Codes.IncumbentFailed,
            $"{workspace.Repository.Branch} gave no score when it was run again to be compared with ({failure.Status.Name()}): "
                + $"{failure.Reason}. Your edits are still in the working tree. "
                + $"Put them aside (git stash), mend {string.Join(", ", captured.Program.Editable)} on {workspace.Repository.Branch} and "
                + $"commit it, or 'dotnet autoresearch lock' if a locked file or a package changed; "
                + "then run the command again: it measures a new baseline first."
        );
}
