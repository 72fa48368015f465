namespace AutoResearch.Experiment;

/// <summary>The candidate would run on another device than the incumbent did: the two would not compare.</summary>
/// <param name="threads">On how many threads both have to be run now; null where that is not decided.</param>
internal sealed class DeviceChangedException(string before, string now, int? threads = null)
    : Exception($"the device changed ({before} → {now})")
{
    public int? Threads => threads;
}
