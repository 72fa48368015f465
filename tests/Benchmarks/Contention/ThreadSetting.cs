namespace AutoResearch.Benchmarks.Contention;

/// <summary>How OpenMP's threads are set up.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Variables">Of the environment; all others that begin with OMP_ or GOMP_ are as they are.</param>
/// <param name="Paced">Whether the budget is counted by the machine's pace.</param>
internal sealed record ThreadSetting(string Name, IReadOnlyDictionary<string, string> Variables, bool Paced = true)
{
    /// <summary>As libgomp spins where nobody says anything, and by the wall clock: beside a neighbour it would take minutes.</summary>
    public static readonly ThreadSetting Own = new(
        "libgomp's own, wall clock",
        new Dictionary<string, string> { ["GOMP_SPINCOUNT"] = "300000" },
        Paced: false
    );

    public static readonly ThreadSetting[] All =
    [
        new("as trained", new Dictionary<string, string>()),
        Own,
        new("passive", new Dictionary<string, string> { ["OMP_WAIT_POLICY"] = "passive" }),
        new("1 thread", new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" }),
    ];
}
