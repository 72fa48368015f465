using System.Security.Cryptography;
using System.Text;
using AutoResearch.Repository;
using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>An opened experiment repository: everything the stages share, and nothing they change.</summary>
internal sealed class Workspace : IDisposable
{
    /// <summary>The folder inside .git that holds the tool's state.</summary>
    public const string StateName = "autoresearch";

    private const string RestoreProgram = $"Restore it: git restore {ResearchProgram.FileName}.";

    private ResearchProgram? program;
    private string? programProblem;

    private Workspace(GitRepository repository)
    {
        Repository = repository;
        Refs = new ExperimentRefs(repository);
        Ledger = new Ledger(repository);
        StateFolder = Path.Combine(repository.CommonFolder, StateName);
        Journal = new JournalFile(StateFolder);
        Cache = CacheFolder.For(repository.WorkTree, StateFolder, repository.LinkedName);
    }

    public GitRepository Repository { get; }

    public ExperimentRefs Refs { get; }

    public Ledger Ledger { get; }

    /// <summary>Inside .git: the lock and the journal.</summary>
    public string StateFolder { get; }

    public JournalFile Journal { get; }

    /// <summary>The walls that stand: all, but for tests.</summary>
    public TrustLayers Layers { get; init; } = TrustLayers.All;

    /// <summary>Outside the repository: slots, scratch, weights.</summary>
    public string Cache { get; }

    /// <summary>The worktrees that candidates are built in.</summary>
    public string SlotFolder => Path.Combine(Cache, "slots");

    public string Folder => Repository.WorkTree;

    /// <summary>program.md as it stands in the working tree.</summary>
    public ResearchProgram Program => program ??= ReadProgram();

    /// <summary>program.md as its human wrote it.</summary>
    public string ProgramText => ProgramFile.Read(Folder, RestoreProgram);

    /// <summary>Reads program.md anew: its human may have edited it since.</summary>
    /// <returns>Why it cannot be understood, said once for each problem; the one that was read before stays. Null when all is well.</returns>
    public ResearchException? TryRefreshProgram()
    {
        try
        {
            program = ReadProgram();
            programProblem = null;
            return null;
        }
        catch (ResearchException exception) when (program is not null)
        {
            var isNew = programProblem != exception.Message;
            programProblem = exception.Message;
            return isNew ? exception : null;
        }
    }

    /// <summary>Which way the metric is better; null where program.md cannot be read. For what works without it.</summary>
    public Direction? KnownDirection
    {
        get
        {
            try
            {
                return Program.Metric.Direction;
            }
            catch (ResearchException)
            {
                return null;
            }
        }
    }

    /// <summary>Opens the repository of a folder and puts right what an interrupted run left behind, if nothing is running.</summary>
    public static Workspace Open(string folder, IExperimentObserver observer) => Open(folder, observer, TrustLayers.All);

    /// <summary>
    /// The same without the ledger that a clone brought along: for one that is to begin its own, and for an audit, which is of what is here. The
    /// check of a pull request audits a fresh clone, without the experiments' refs and weights.
    /// </summary>
    public static Workspace OpenAsItIs(string folder, IExperimentObserver observer) => Open(folder, observer, TrustLayers.All, takesUp: false);

    internal static Workspace Open(string folder, IExperimentObserver observer, TrustLayers layers, bool takesUp = true)
    {
        var workspace = new Workspace(GitRepository.Open(folder)) { Layers = layers };
        try
        {
            workspace.RequireProject();
            CacheFolder.Settle(workspace.Folder, workspace.StateFolder, workspace.Repository.LinkedName);
            using var free = ExperimentLock.TryTake(workspace.StateFolder);
            if (free is not null)
            {
                PendingSync.Finish(workspace);
                Recovery.Run(workspace, observer);
                if (takesUp)
                    LedgerElsewhere.TakeUp(workspace, observer);
            }

            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Opens the repository of a folder and touches nothing.</summary>
    public static Workspace OpenForLooking(string folder) => new(GitRepository.Open(folder));

    /// <summary>The lock of the checked-out commit as a short hash: what makes two runs comparable.</summary>
    public static string LockId(string lockText) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lockText)))[..12];

    /// <summary>Throws while the disk is too full for the files that a run writes.</summary>
    public void RequireDiskSpace()
    {
        const long needed = 64L << 20;
        Directory.CreateDirectory(Cache);
        foreach (var folder in (string[])[Cache, StateFolder])
        {
            var free = new DriveInfo(Existing(folder)).AvailableFreeSpace;
            if (free < needed)
            {
                throw new ResearchException(Codes.NoDiskSpace,
                    $"{folder} has {free >> 20} MB left on its disk, and an experiment needs {needed >> 20} MB. Free some space, or move the cache with AUTORESEARCH_CACHE.");
            }
        }
    }

    public void Dispose() => Repository.Dispose();

    // The state folder of a fresh clone is made by its first experiment.
    private static string Existing(string folder) => Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!);

    private ResearchProgram ReadProgram() => ResearchProgram.Parse(ProgramText);

    private void RequireProject()
    {
        if (!File.Exists(Path.Combine(Folder, LockFile.FileName)) && Directory.GetFiles(Folder, "*.csproj").Length != 1)
        {
            throw new ResearchException(Codes.NoProject,
                $"{Folder} is a git repository but no experiment: it has neither {LockFile.FileName} nor one project. Make one with 'dotnet new autoresearch -n MyResearch'.");
        }
    }
}
