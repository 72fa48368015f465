namespace AutoResearch.Research.Novelty;

/// <summary>Whether a proposal is worth an experiment.</summary>
/// <param name="Code">Hash of the candidate's normal form.</param>
/// <param name="Neighbours">The experiments that were most like it, the nearest first.</param>
internal abstract record NoveltyVerdict(string Code, IReadOnlyList<Neighbour> Neighbours)
{
    /// <summary>Why it is not, for who proposed it, with what would be; null when it is novel.</summary>
    public virtual string? Problem => null;

    /// <summary>Worth one.</summary>
    public sealed record Novel(string Code, IReadOnlyList<Neighbour> Neighbours) : NoveltyVerdict(Code, Neighbours);

    /// <summary>The code was tried on this incumbent, is the incumbent's own, or was just refused.</summary>
    /// <param name="Experiment">The one that tried it; null for a proposal that was refused.</param>
    public sealed record Duplicate(string Code, int? Experiment, string Why, IReadOnlyList<Neighbour> Neighbours)
        : NoveltyVerdict(Code, Neighbours)
    {
        public override string Problem => Why;
    }

    /// <summary>It differs from one that was tried only in numbers, and in none by as much as matters.</summary>
    /// <param name="Experiment">The one that it is nearly.</param>
    public sealed record NearCopy(string Code, int Experiment, string Why, IReadOnlyList<Neighbour> Neighbours)
        : NoveltyVerdict(Code, Neighbours)
    {
        public override string Problem => Why;
    }
}
