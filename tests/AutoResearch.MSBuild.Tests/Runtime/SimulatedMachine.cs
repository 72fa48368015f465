namespace AutoResearch.Tests.Runtime;

/// <summary>A machine that does work at a pace of its own, in a time of its own.</summary>
/// <param name="slowness">How much longer work takes at a moment, in seconds since the beginning: 1 is as usual.</param>
internal sealed class SimulatedMachine(Func<double, double> slowness) : TimeProvider
{
    // Work is done in pieces of this many seconds, each at the pace of its moment.
    private const double Piece = 1e-3;

    /// <summary>Seconds since the beginning.</summary>
    public double Now { get; private set; }

    /// <summary>How much of that somebody who worked stood in line.</summary>
    public double Waited { get; private set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => (long)(Now * TimestampFrequency);

    /// <summary>Works as long as it takes.</summary>
    /// <param name="seconds">At the usual pace.</param>
    public void Work(double seconds)
    {
        for (; seconds > 0; seconds -= Piece)
        {
            var longer = slowness(Now);
            Waited += Math.Min(seconds, Piece) * Math.Max(0, longer - 1);
            Now += Math.Min(seconds, Piece) * longer;
        }
    }
}
