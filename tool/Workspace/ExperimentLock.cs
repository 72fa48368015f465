using System.Globalization;
using System.Runtime.ExceptionServices;
using AutoResearch.Research;

namespace AutoResearch.Workspace;

/// <summary>Lets one process at a time run experiments in a repository. The system releases it with the process, however it ends.</summary>
internal sealed class ExperimentLock : IDisposable
{
    private readonly FileStream held;

    private ExperimentLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, or returns null while another process holds it, and where nothing can be written.</summary>
    public static ExperimentLock? TryTake(string stateFolder) => TryTake(stateFolder, out _);

    /// <summary>Takes the lock. A verb that only looks holds it for a moment; an experiment holds it to its end.</summary>
    /// <exception cref="IOException">Nothing can be written there: the disk is full or read-only.</exception>
    public static ExperimentLock Take(string stateFolder)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (TryTake(stateFolder, out var problem) is { } taken)
                return taken;
            if (problem is not null)
                ExceptionDispatchInfo.Throw(problem);
            Thread.Sleep(100);
        }

        throw new ResearchException(
            Codes.Busy,
            $"Another experiment is running in this repository (process {Holder(stateFolder)}). Wait for it: results would be merged "
                + $"over each other, and neighbours spoil the clock."
        );
    }

    private static ExperimentLock? TryTake(string stateFolder, out Exception? problem)
    {
        problem = null;
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(stateFolder);
            held = new FileStream(Path.Combine(stateFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(stateFolder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new ExperimentLock(held);
        }
        catch (IOException exception) when (held is null && IsHeld(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            problem = exception;
            return null;
        }
    }

    // Somebody else has the file open: flock(2) says EWOULDBLOCK (Linux 11, macOS 35), Windows says sharing violation.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Holder(string stateFolder) =>
        File.Exists(HolderFile(stateFolder)) ? File.ReadAllText(HolderFile(stateFolder)) : "unknown";

    private static string HolderFile(string stateFolder) => Path.Combine(stateFolder, "holder");

    public void Dispose() => held.Dispose();
}
