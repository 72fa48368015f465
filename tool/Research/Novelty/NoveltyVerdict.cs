namespace AutoResearch.Research.Novelty;

/// <summary>Whether a proposal is worth an experiment.</summary>
/// <param name="Code">Hash of the candidate's normal form.</param>
/// <param name="Neighbours">The experiments that were most like it, the nearest first.</param>
internal abstract record NoveltyVerdict(string Code, IReadOnlyList<Neighbour> Neighbours)
{
    /// <summary>Tells the proposer why it is not worth an experiment, and what would be; null when it is novel.</summary>
    public virtual string? Problem => null;

    /// <summary>The proposal is worth an experiment.</summary>
    public sealed record Novel(string Code, IReadOnlyList<Neighbour> Neighbours) : NoveltyVerdict(Code, Neighbours);

    /// <summary>The code was tried on this incumbent, is the incumbent's own, or was just refused.</summary>
    /// <param name="Experiment">The experiment that tried it; null for a proposal that was refused.</param>
    public sealed record Duplicate(string Code, int? Experiment, string Why, IReadOnlyList<Neighbour> Neighbours)
        : NoveltyVerdict(Code, Neighbours)
    {
        public override string Problem => Why;
    }

    /// <summary>It differs only in numbers from a program that was tried, and in none of them by enough to matter.</summary>
    /// <param name="Experiment">The experiment that it nearly repeats.</param>
    public sealed record NearCopy(string Code, int Experiment, string Why, IReadOnlyList<Neighbour> Neighbours)
        : NoveltyVerdict(Code, Neighbours)
    {
        public override string Problem => Why;
    }
}
