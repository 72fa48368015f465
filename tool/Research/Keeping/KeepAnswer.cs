namespace AutoResearch.Research.Keeping;

/// <summary>What the rule answers: another run, or a decision.</summary>
internal abstract record KeepAnswer
{
    /// <summary>Run the candidate once more.</summary>
    /// <param name="Seed">A seed of the incumbent, or null for a new one.</param>
    internal sealed record RunCandidate(long? Seed) : KeepAnswer;

    /// <summary>Run the incumbent once more.</summary>
    /// <param name="Seed">A seed of the candidate, or null for a new one.</param>
    internal sealed record RunIncumbent(long? Seed) : KeepAnswer;

    /// <summary>It is decided.</summary>
    internal sealed record Decided(Decision Decision) : KeepAnswer;
}
