namespace AutoResearch;

/// <summary>The number an experiment is judged by.</summary>
/// <param name="Name">As it is printed and as the ledger's column is called, for example <c>val_bpb</c>.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record Metric(string Name, Direction Direction)
{
    /// <summary>A metric of which less is better: a loss, bits per byte, a perplexity.</summary>
    public static Metric Lower(string name) => new(name, Direction.Lower);

    /// <summary>A metric of which more is better: an accuracy.</summary>
    public static Metric Higher(string name) => new(name, Direction.Higher);
}

/// <summary>Which way a metric is better.</summary>
public enum Direction
{
    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>More is better.</summary>
    Higher,
}
