using AutoResearch.Repository;

namespace AutoResearch.Workspace;

/// <summary>
/// Where one slot of a run keeps its files, outside the repository: two worktrees, one for candidates and one for the incumbent when it is
/// run again, a folder that a training process may write to, and the weights of runs that are not decided yet. What runs one experiment at
/// a time is slot 0.
/// </summary>
internal sealed class SlotFolders(ResearchWorkspace workspace, int slot)
{
    private const int Trees = 2;

    public int Slot => slot;

    /// <summary>Where a training process may write.</summary>
    public string Scratch => Folder("scratch");

    /// <summary>Where an agent works on a copy of the project.</summary>
    public string Agent => Folder("agent");

    private string Runs => Folder("runs");

    /// <summary>The worktree of candidates.</summary>
    public Slot Candidates() => Repository.Slot.Prepare(workspace.Repository, workspace.SlotFolder, Trees * slot);

    /// <summary>The worktree of the incumbent, so that the candidate's stays as it is.</summary>
    public Slot Incumbents() => Repository.Slot.Prepare(workspace.Repository, workspace.SlotFolder, (Trees * slot) + 1);

    /// <summary>Lets go of a candidate's branch, where it is still checked out.</summary>
    public void Release(string branch) => Repository.Slot.Release(workspace.Repository, workspace.SlotFolder, Trees * slot, branch);

    /// <summary>The weights of one run, counted from 0, until it is decided which of them are kept.</summary>
    public string WeightsOf(int run) => Path.Combine(Runs, $"{run}.dat");

    /// <summary>Forgets the weights of all runs, a killed experiment's included.</summary>
    public void ClearRuns()
    {
        if (Directory.Exists(Runs))
            Directory.Delete(Runs, recursive: true);
    }

    private string Folder(string name) => Path.Combine(workspace.Cache, slot == 0 ? name : FormattableString.Invariant($"{name}-{slot}"));
}
