namespace AutoResearch;

/// <summary>
/// Whether other programs want the processors that a run trains on. Threads that wait for each other spin: alone that is quickest, but beside
/// others they spin away the time of the very thread that they wait for. So room is made while there is a crowd.
/// </summary>
/// <param name="makeRoom">Makes room until what it returns is disposed; null where nothing can be done.</param>
internal sealed class Crowd(Func<IDisposable?> makeRoom) : IDisposable
{
    // Processors that others keep busy. What a system does beside is less; a program that wants a processor for long is more. Between the
    // two it stays as it is.
    private const double Many = 0.3;
    private const double Few = 0.15;

    // The part of all processors in use from which on somebody stands in line.
    private const double Full = 0.9;

    private IDisposable? room;

    /// <summary>Whether others want the processors.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Whether others want the processors.</summary>
    /// <param name="use">How the processors were used in a while.</param>
    /// <param name="seconds">How long that was.</param>
    /// <param name="processors">How many there are.</param>
    /// <param name="before">Whether they did so before.</param>
    public static bool Wants(ProcessorUse use, double seconds, int processors, bool before)
    {
        if (use.Others is not { } others || seconds <= 0)
            return false;
        return others > (before ? Few : Many) * seconds && use.Own + others > Full * processors * seconds;
    }

    /// <summary>Looks who used the processors lately.</summary>
    public void Look(ProcessorUse use, double seconds)
    {
        var there = Wants(use, seconds, Environment.ProcessorCount, IsThere);
        if (there == IsThere)
            return;
        IsThere = there;
        room?.Dispose();
        room = there ? makeRoom() : null;
    }

    /// <inheritdoc/>
    public void Dispose() => room?.Dispose();
}
