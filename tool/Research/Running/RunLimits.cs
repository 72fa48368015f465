namespace AutoResearch.Research.Running;

/// <summary>When a run is over. What is null does not limit it.</summary>
/// <param name="Experiments">Candidates, whatever became of them.</param>
/// <param name="Hours">Wall-clock hours that the run worked, interruptions not counted.</param>
/// <param name="Dollars">Of proposing.</param>
/// <param name="Tokens">Of proposing.</param>
/// <param name="Until">The metric that is good enough.</param>
/// <param name="Plateau">So many experiments in a row without one that was kept.</param>
internal sealed record RunLimits(int? Experiments, double? Hours, double? Dollars, long? Tokens, double? Until, int? Plateau)
{
    public static readonly RunLimits None = new(null, null, null, null, null, null);

    /// <summary>Why the run is over, as a sentence's rest; null while it is not.</summary>
    /// <param name="best">What the research branch scores.</param>
    public string? Reached(RunAccounts accounts, double? best, Direction direction)
    {
        if (Until is { } goal && best is { } value && (direction == Direction.Lower ? value <= goal : value >= goal))
            return FormattableString.Invariant($"the metric reached {value:0.0000}; {goal:0.####} was asked for");
        if (Experiments is { } most && accounts.Experiments >= most)
            return FormattableString.Invariant($"{accounts.Experiments} of {most} experiments are done");
        if (Hours is { } hours && accounts.Seconds >= hours * 3600)
            return FormattableString.Invariant($"{accounts.Seconds / 3600:0.##} of {hours:0.##} hours are spent");
        if (Dollars is { } dollars && accounts.Cost.Dollars >= dollars)
            return FormattableString.Invariant($"{accounts.Cost.Dollars:0.00} of {dollars:0.00} dollars are spent");
        if (Tokens is { } tokens && accounts.Cost.Tokens >= tokens)
            return FormattableString.Invariant($"{accounts.Cost.Tokens} of {tokens} tokens are spent");
        return Plateau is { } plateau && accounts.SinceKept >= plateau ? FormattableString.Invariant($"{accounts.SinceKept} experiments in a row were not kept") : null;
    }
}
