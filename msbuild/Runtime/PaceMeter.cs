namespace AutoResearch;

/// <summary>
/// The pace at which the machine works for a run that trains on one thread. Two things slow it down, and a slower model is neither:
/// <list type="bullet">
/// <item>The thread stands in line for a processor. The system tells for how long, to the nanosecond, and that time is taken off. Of
/// several threads nobody can tell: they wait for each other, too.</item>
/// <item>The processor is slower, because of what shares its caches or what the other guests of a virtual machine's host do. That is
/// measured by a <see cref="Yardstick"/> between steps. It is done once for every so many of them, so that each part of the training weighs
/// as much as the work that was done in it: the mean time of the yardstick is then to its usual time as the run's time is to what the run
/// would have taken at the usual pace (a ratio estimator: Cochran, "Sampling Techniques", chapter 6). Doing it at even times would weigh
/// slow parts by their length.</item>
/// </list>
/// </summary>
/// <param name="yardstick">What is done.</param>
/// <param name="usual">How long it takes at the pace that counts as 1, in seconds; null where this run decides that.</param>
/// <param name="time">The wall clock.</param>
/// <param name="waiting">How long the calling thread has waited for a processor so far, in seconds.</param>
internal sealed class PaceMeter(Yardstick yardstick, double? usual, TimeProvider time, Func<double> waiting)
{
    // The part of training that may go into measuring. As much again goes into doing the work once unmeasured: its memory is not in the
    // processor's caches after a step, and how cold they are depends on the model.
    private const double Share = 0.01;

    // After so many steps it is known how long one takes.
    private const int FirstSteps = 8;

    private const int MostAtOnce = 64;

    // The first measurement may hit the one moment in which somebody else was at work: so many are taken to be as usual beside it.
    private const int Doubts = 1;

    // Train.cs decides when it makes a step. If it could choose not to be measured at a slow moment, it would get the more time for it:
    // what is longer without a measurement than these seconds, or than this many of the first steps, counts by the wall clock.
    private const double SecondsUnmeasured = 2;
    private const double StepsUnmeasured = 8;

    private readonly Lock reading = new();
    private long started;
    private double waitedBefore;
    private long steps;
    private long count;
    private double seconds;
    private double waitedShare;
    private double stepSeconds;
    private long lastStep;
    private int every = 1;
    private int atOnce = 1;

    /// <summary>How fast the machine was so far: 1 is as usual without a neighbour, 0.5 half as fast.</summary>
    public double Pace
    {
        get
        {
            lock (reading)
                return (1 - waitedShare) * (usual is { } expected ? (count + Doubts) * expected / (seconds + (Doubts * expected)) : 1);
        }
    }

    /// <summary>The same; null while nothing was measured.</summary>
    public double? Measured
    {
        get
        {
            lock (reading)
                return count > 0 ? Pace : null;
        }
    }

    /// <summary>How long the yardstick takes at the pace that counts as 1, in seconds; null while nothing was measured.</summary>
    public double? Usual
    {
        get
        {
            lock (reading)
                return usual ?? (count > 0 ? seconds / count : null);
        }
    }

    /// <summary>What of its budget a run has spent, in seconds at the usual pace.</summary>
    /// <param name="elapsed">Seconds of training by the wall clock.</param>
    public double Spent(double elapsed)
    {
        lock (reading)
        {
            var pace = Pace;
            var tolerated = Math.Max(SecondsUnmeasured, StepsUnmeasured * every * stepSeconds / (FirstSteps - 2));
            var unmeasured = Math.Max(0, time.GetElapsedTime(lastStep).TotalSeconds - tolerated);
            return (elapsed * pace) + (unmeasured * Math.Max(0, 1 - pace));
        }
    }

    /// <summary>Training begins, on this thread.</summary>
    public void Start()
    {
        lastStep = started = time.GetTimestamp();
        waitedBefore = waiting();
    }

    /// <summary>Takes note that a step was made, and measures where it is time to.</summary>
    public void Step()
    {
        steps++;
        if (steps <= FirstSteps)
            Learn();
        else if (steps % every != 0)
            return;
        yardstick.Work();
        var (begin, waited) = (time.GetTimestamp(), waiting());
        for (var i = 0; i < atOnce; i++)
            yardstick.Work();
        var waitedNow = waiting();
        var taken = time.GetElapsedTime(begin).TotalSeconds - (waitedNow - waited);
        lock (reading)
        {
            lastStep = time.GetTimestamp();
            count++;
            seconds += Math.Max(0, taken) / atOnce;
            var elapsed = time.GetElapsedTime(started, lastStep).TotalSeconds;
            waitedShare = elapsed > 0 ? Math.Clamp((waitedNow - waitedBefore) / elapsed, 0, 1) : 0;
        }
    }

    // The first step is not like the others: it chooses kernels and takes its memory.
    private void Learn()
    {
        if (steps > 2)
            stepSeconds += time.GetElapsedTime(lastStep).TotalSeconds;
        if (steps < FirstSteps || !(seconds > 0))
            return;
        var fitting = Share * (stepSeconds / (FirstSteps - 2)) / (seconds / count);
        (every, atOnce) =
            fitting >= 1 ? (1, (int)Math.Min(fitting, MostAtOnce)) : ((int)Math.Min(Math.Ceiling(1 / fitting), int.MaxValue), 1);
    }
}
