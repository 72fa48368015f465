namespace AutoResearch.Tests.Runtime;

/// <summary>A machine that does the work of one thread at a pace of its own, in a time of its own.</summary>
/// <param name="slower">How much longer work takes at a moment, in seconds since the beginning: 1 is as usual.</param>
/// <param name="inLine">How long the thread then stands in line for each second of work; never, where it is not given.</param>
internal sealed class SimulatedMachine(Func<double, double> slower, Func<double, double>? inLine = null) : TimeProvider
{
    // Work is done in pieces of this many seconds, each at the pace of its moment.
    private const double Piece = 1e-3;

    /// <summary>Seconds since the beginning.</summary>
    public double Now { get; private set; }

    /// <summary>How much of that the thread stood in line.</summary>
    public double Waited { get; private set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => (long)(Now * TimestampFrequency);

    /// <summary>Works as long as it takes.</summary>
    /// <param name="seconds">At the usual pace.</param>
    public void Work(double seconds)
    {
        for (; seconds > 0; seconds -= Piece)
        {
            var work = Math.Min(seconds, Piece) * slower(Now);
            var waiting = work * (inLine?.Invoke(Now) ?? 0);
            Waited += waiting;
            Now += work + waiting;
        }
    }
}
