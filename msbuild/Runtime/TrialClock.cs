using System.Diagnostics;

namespace AutoResearch;

/// <summary>Tries a device: once for the value and to have it ready, then again and again for the time.</summary>
internal static class TrialClock
{
    // Long enough that a GPU is at its pace, short enough to wait for.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);

    /// <param name="trial">What is multiplied; null where the experiment has nothing to try.</param>
    /// <param name="synchronize">Waits until the device has done what it was asked to.</param>
    /// <param name="device">What the run computes on.</param>
    public static TriedEvent Run(DeviceTrial? trial, Action synchronize, string device)
    {
        if (trial is null)
            return new TriedEvent(device, null, 0, 0, 0);
        var error = trial.LargestError();
        trial.Multiply();
        synchronize();
        var watch = Stopwatch.StartNew();
        var times = 0;
        // A device takes orders ahead of its work: each batch is waited for, so that it ends in time.
        for (var batch = 1; watch.Elapsed < Least; batch *= 2)
        {
            for (var i = 0; i < batch; i++)
                trial.Multiply();
            synchronize();
            times += batch;
        }

        return new TriedEvent(device, trial.What, error, watch.Elapsed.TotalSeconds / times, trial.Operations);
    }
}
