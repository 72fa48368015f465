namespace AutoResearch;

/// <summary>How much of one GPU's memory is in use, in bytes.</summary>
/// <param name="Used">By everybody.</param>
/// <param name="Own">By this process; null where the driver does not say, as in a container, whose process numbers are not the
/// driver's.</param>
internal readonly record struct GpuMemoryUse(long Used, long? Own)
{
    /// <summary>The GPU's whole memory; 0 where the driver does not say.</summary>
    public long Total { get; init; }
}

/// <summary>Tells how much of each GPU's memory is in use.</summary>
internal interface IGpuMemory
{
    /// <summary>One entry a GPU, always in the same order; empty where nothing can be told.</summary>
    IReadOnlyList<GpuMemoryUse> Read();
}

/// <summary>
/// The most memory that a run had of a GPU: what the driver says of this process, else by how much the use grew since before the run.
/// libtorch's allocator keeps what it took, so a look every now and then misses only what was given back between two looks. Of several
/// GPUs, only the one that the run took most of counts.
/// </summary>
internal sealed class GpuMemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly IGpuMemory memory;
    private readonly long[] before;
    private readonly Timer? timer;
    private long peak;

    /// <summary>Starts to watch. Memory that is in use now counts as that of others.</summary>
    /// <param name="isTimed">Looks ten times a second; otherwise when <see cref="Peak"/> is asked.</param>
    public GpuMemoryWatch(IGpuMemory memory, bool isTimed = true)
    {
        this.memory = memory;
        before = [.. memory.Read().Select(gpu => gpu.Used)];
        if (isTimed && before.Length > 0)
            timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>The most so far, in bytes; null where nothing can be told.</summary>
    public long? Peak()
    {
        Look();
        lock (gate)
            return before.Length > 0 ? peak : null;
    }

    public void Dispose() => timer?.Dispose();

    private void Look()
    {
        lock (gate)
        {
            foreach (var (gpu, earlier) in memory.Read().Zip(before))
                peak = Math.Max(peak, gpu.Own ?? (gpu.Used - earlier));
        }
    }
}
