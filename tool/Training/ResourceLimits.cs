using System.Globalization;

namespace AutoResearch.Training;

/// <summary>
/// What a training process may take of the machine, in bytes, set with util-linux's prlimit: a runaway allocation fails
/// in the process that asked for it and does not take down the machine. The limits also hold without a sandbox.
/// </summary>
/// <param name="Memory">Writable memory that is its own (RLIMIT_DATA); what is only reserved does not count.</param>
/// <param name="FileSize">The largest file it may write (RLIMIT_FSIZE).</param>
internal sealed record ResourceLimits(long Memory, long FileSize)
{
    private const double ShareOfMemory = 0.9;

    // .NET keeps compiled code in a file in memory that is made 2 GB long and stays mostly empty.
    private const long LeastFileSize = 4L << 30;

    private const long LeftOnDisk = 1L << 30;

    private static readonly string? Prlimit = ProcessGroup.FindUtility("prlimit");

    public static ResourceLimits For(string scratch)
    {
        var memory = (long)(ShareOfMemory * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        // Saved weights are never larger than memory, and must not fill the disk.
        var file = Math.Min(memory, new DriveInfo(scratch).AvailableFreeSpace - LeftOnDisk);
        return new ResourceLimits(
            Math.Min(memory, Ceiling("Max data size")),
            Math.Min(Math.Max(file, LeastFileSize), Ceiling("Max file size"))
        );
    }

    /// <summary>The command under these limits and without core dumps; unchanged where there is no prlimit.</summary>
    public IReadOnlyList<string> Wrap(IReadOnlyList<string> command) =>
        Prlimit is null
            ? command
            :
            [
                Prlimit,
                string.Create(CultureInfo.InvariantCulture, $"--data={Memory}"),
                string.Create(CultureInfo.InvariantCulture, $"--fsize={FileSize}"),
                "--core=0",
                "--",
                .. command,
            ];

    // A process cannot give a child a higher limit than its own. A line has a name, the soft and the hard limit: proc(5).
    private static long Ceiling(string name)
    {
        const string limits = "/proc/self/limits";
        var line = File.Exists(limits)
            ? File.ReadLines(limits).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            : null;
        var columns = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns is [_, var hard, ..] && long.TryParse(hard, CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue;
    }
}
