namespace AutoResearch.Research.Ledger;

/// <summary>What two runs must share to be compared.</summary>
/// <param name="Lock">Short hash of autoresearch.lock: the data, the metric and everything that builds.</param>
/// <param name="Budget">The training budget in its canonical form.</param>
/// <param name="Device">What it trained on, as Prepare.cs describes it.</param>
internal sealed record Conditions(string Lock, string Budget, string Device)
{
    /// <summary>Names what differs, for a sentence; empty when the two compare.</summary>
    public string DifferenceFrom(Conditions other)
    {
        var differences = new List<string>();
        if (Lock != other.Lock)
            differences.Add($"the lock ({other.Lock} → {Lock})");
        if (Budget != other.Budget)
            differences.Add($"the budget ({other.Budget} → {Budget})");
        if (Device != other.Device)
            differences.Add($"the device ({other.Device} → {Device})");
        return string.Join(" and ", differences);
    }
}
