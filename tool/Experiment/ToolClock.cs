using System.Diagnostics;

namespace AutoResearch.Experiment;

/// <summary>Time since this process was started, or since the last experiment ended: what an experiment has cost in all.</summary>
internal sealed class ToolClock
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private double offset;

    /// <param name="beforeMain">Seconds that the process had already run.</param>
    public ToolClock(double beforeMain) => offset = beforeMain;

    public static ToolClock SinceProcessStart()
    {
        using var self = Process.GetCurrentProcess();
        return new ToolClock((DateTime.Now - self.StartTime).TotalSeconds);
    }

    public double Elapsed => watch.Elapsed.TotalSeconds + offset;

    /// <summary>Returns the time so far, and starts the next experiment's.</summary>
    public double Take()
    {
        var elapsed = Elapsed;
        offset = 0;
        watch.Restart();
        return elapsed;
    }
}
