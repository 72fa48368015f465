using System.Diagnostics;

namespace AutoResearch;

/// <summary>
/// Whether other programs want the processors that a run trains on, from its beginning on. Threads that wait for each other spin: alone
/// that is quickest, but beside others they spin away the time of the very thread that they wait for. So room is made while there is a
/// crowd.
/// </summary>
internal sealed class Crowd
{
    // Processors that others keep busy. What a system does beside is less; a program that wants a processor for long is more. Between the
    // two it stays as it is.
    private const double Many = 0.3;
    private const double Few = 0.15;

    // The part of all processors in use from which on somebody stands in line.
    private const double Full = 0.9;

    private readonly Stopwatch sinceLast = Stopwatch.StartNew();
    private ProcessorReading last = ProcessorReading.Take();
    private bool isThere;
    private IDisposable? room;

    /// <summary>Whether others want the processors.</summary>
    /// <param name="use">How the processors were used in a while.</param>
    /// <param name="seconds">How long that was.</param>
    /// <param name="processors">How many there are.</param>
    /// <param name="before">Whether they did so before.</param>
    public static bool Wants(ProcessorUse use, double seconds, int processors, bool before) =>
        use.Others is { } others && others > (before ? Few : Many) * seconds && use.Own + others > Full * processors * seconds;

    /// <summary>Whether others keep processors busy that a run could use: before it begins.</summary>
    /// <param name="use">How the processors were used in a while.</param>
    /// <param name="seconds">How long that was.</param>
    public static bool IsLarge(ProcessorUse use, double seconds) => use.Others > Many * seconds;

    /// <summary>Looks who used the processors since the last look.</summary>
    /// <param name="now">What is read now.</param>
    /// <param name="makeRoom">Makes room until what it returns is disposed; null where nothing can be done.</param>
    public void Look(ProcessorReading now, Func<IDisposable?> makeRoom)
    {
        Look(now.Since(last), sinceLast.Elapsed.TotalSeconds, makeRoom);
        last = now;
        sinceLast.Restart();
    }

    /// <summary>The same for a use that was read already.</summary>
    public void Look(ProcessorUse use, double seconds, Func<IDisposable?> makeRoom)
    {
        var wants = Wants(use, seconds, Environment.ProcessorCount, isThere);
        if (wants == isThere)
            return;
        isThere = wants;
        room?.Dispose();
        room = wants ? makeRoom() : null;
    }
}
