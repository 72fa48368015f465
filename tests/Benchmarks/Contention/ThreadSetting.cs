namespace AutoResearch.Benchmarks.Contention;

/// <summary>How OpenMP's threads are set up.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Variables">Of the environment; all others that begin with OMP_ are as they are.</param>
internal sealed record ThreadSetting(string Name, IReadOnlyDictionary<string, string> Variables)
{
    public static readonly ThreadSetting[] All =
    [
        new("default", new Dictionary<string, string>()),
        new("passive", new Dictionary<string, string> { ["OMP_WAIT_POLICY"] = "passive" }),
        new("1 thread", new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" }),
    ];
}
