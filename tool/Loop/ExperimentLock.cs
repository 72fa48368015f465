using System.Globalization;
using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>Lets one process at a time run experiments in a repository. The system releases it with the process, however it ends.</summary>
internal sealed class ExperimentLock : IDisposable
{
    private readonly FileStream held;

    private ExperimentLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, or returns null while another process holds it.</summary>
    public static ExperimentLock? TryTake(string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        try
        {
            var held = new FileStream(Path.Combine(stateFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(stateFolder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new ExperimentLock(held);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Takes the lock. A verb that only looks holds it for a moment; an experiment holds it to its end.</summary>
    public static ExperimentLock Take(string stateFolder)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (TryTake(stateFolder) is { } taken)
                return taken;
            Thread.Sleep(100);
        }

        throw new ResearchException(Codes.Busy,
            $"Another experiment is running in this repository (process {Holder(stateFolder)}). Wait for it: results would be merged over each other, and neighbours spoil the clock.");
    }

    private static string Holder(string stateFolder) => File.Exists(HolderFile(stateFolder)) ? File.ReadAllText(HolderFile(stateFolder)) : "unknown";

    private static string HolderFile(string stateFolder) => Path.Combine(stateFolder, "holder");

    public void Dispose() => held.Dispose();
}
