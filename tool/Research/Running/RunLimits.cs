namespace AutoResearch.Research.Running;

/// <summary>When a run is over. What is null does not limit it.</summary>
/// <param name="Experiments">Candidates, whatever became of them.</param>
/// <param name="Hours">Wall-clock hours that the run worked, interruptions not counted.</param>
/// <param name="Dollars">What proposing may cost.</param>
/// <param name="Tokens">What proposing may use.</param>
/// <param name="Until">The metric that is good enough.</param>
/// <param name="Plateau">So many experiments in a row without one that was kept.</param>
internal sealed record RunLimits(int? Experiments, double? Hours, double? Dollars, long? Tokens, double? Until, int? Plateau)
{
    public static readonly RunLimits None = new(null, null, null, null, null, null);

    /// <summary>The limits of a command line.</summary>
    /// <exception cref="ResearchException">One of them would let nothing happen.</exception>
    public static RunLimits Checked(int? experiments, double? hours, double? dollars, long? tokens, double? until, int? plateau)
    {
        Require(experiments is null or > 0, "--experiments takes a whole number from 1");
        Require(hours is null || (hours > 0 && double.IsFinite(hours.Value)), "--hours takes a number above 0, such as 8 or 0.5");
        Require(
            dollars is null || (dollars > 0 && double.IsFinite(dollars.Value)),
            "--cost takes an amount in dollars above 0, such as 2.50"
        );
        Require(tokens is null or > 0, "--tokens takes a whole number from 1");
        Require(until is null || double.IsFinite(until.Value), "--until takes a value of the metric, such as 1.9");
        Require(plateau is null or > 0, "--plateau takes a whole number from 1");
        return new RunLimits(experiments, hours, dollars, tokens, until, plateau);
    }

    private static void Require(bool isFine, string rule)
    {
        if (!isFine)
            throw new ResearchException(Codes.Usage, $"{rule}. Leave it out to run without that limit.");
    }

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
        return Plateau is { } plateau && accounts.SinceKept >= plateau
            ? FormattableString.Invariant($"{accounts.SinceKept} experiments in a row were not kept")
            : null;
    }
}
