using System.Security.Cryptography;
using System.Text;
using AutoResearch.Processes;
using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Workspace;

/// <summary>An opened experiment repository: everything the stages share, and nothing they change.</summary>
internal sealed class ResearchWorkspace : IDisposable
{
    /// <summary>The folder inside .git that holds the tool's state.</summary>
    public const string StateName = "autoresearch";

    private const string RestoreProgram = $"Restore it: git restore {ResearchProgram.FileName}.";

    private ResearchProgram? program;
    private string? programProblem;

    private ResearchWorkspace(GitRepository repository)
    {
        Repository = repository;
        Refs = new ExperimentRefs(repository);
        Ledger = new Ledger(repository);
        StateFolder = Path.Combine(repository.CommonFolder, StateName);
        Cache = CacheFolder.For(repository.WorkTree, StateFolder, repository.LinkedName);
    }

    public GitRepository Repository { get; }

    public ExperimentRefs Refs { get; }

    public Ledger Ledger { get; }

    /// <summary>Inside .git: the lock and the journal.</summary>
    public string StateFolder { get; }

    /// <summary>The walls between a candidate and its score: all of them, except in tests.</summary>
    public TrustLayers Layers { get; init; } = TrustLayers.All;

    /// <summary>Held by the slot of a run that uses this workspace at the moment.</summary>
    public Baton Baton { get; } = new();

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
    /// <returns>Why it cannot be understood, said once for each problem; the one that was read before stays. Null when all is
    /// well.</returns>
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

    /// <summary>Opens the repository of a folder and touches nothing.</summary>
    public static ResearchWorkspace Open(string folder) => Open(folder, TrustLayers.All);

    internal static ResearchWorkspace Open(string folder, TrustLayers layers) => new(GitRepository.Open(folder)) { Layers = layers };

    /// <summary>Settles which cache folder is this repository's, also after it was moved or copied.</summary>
    /// <exception cref="ResearchException">The folder holds no experiment.</exception>
    public void Settle()
    {
        if (!File.Exists(Path.Combine(Folder, LockFile.FileName)) && Directory.GetFiles(Folder, "*.csproj").Length != 1)
        {
            throw new ResearchException(
                Codes.NoProject,
                $"{Folder} is a git repository but no experiment: it has neither {LockFile.FileName} nor one project. Make one with "
                    + $"'dotnet new autoresearch -n MyResearch'."
            );
        }

        CacheFolder.Settle(Folder, StateFolder, Repository.LinkedName);
    }

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
                throw new ResearchException(
                    Codes.NoDiskSpace,
                    $"{folder} has {free >> 20} MB left on its disk, and an experiment needs {needed >> 20} MB. Free some space, or move "
                        + $"the cache with AUTORESEARCH_CACHE."
                );
            }
        }
    }

    public void Dispose() => Repository.Dispose();

    // The state folder of a fresh clone is made by its first experiment.
    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!);

    private ResearchProgram ReadProgram() => ResearchProgram.Parse(ProgramText);
}
