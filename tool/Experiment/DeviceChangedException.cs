namespace AutoResearch.Experiment;

/// <summary>The candidate would run on another device than the incumbent did: the two would not compare.</summary>
internal sealed class DeviceChangedException(string before, string now) : Exception($"the device changed ({before} → {now})");
