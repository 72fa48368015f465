namespace AutoResearch.Research.Keeping;

/// <summary>What the rule knows when it is asked.</summary>
/// <param name="Comparison">The runs so far.</param>
/// <param name="Settings">What program.md decides.</param>
/// <param name="Tokens">Tokens of the candidate's code beyond the incumbent's; negative when it is shorter.</param>
/// <param name="IncumbentIsDue">The incumbent was not measured for a while.</param>
internal sealed record KeepQuestion(Comparison Comparison, KeepSettings Settings, int Tokens = 0, bool IncumbentIsDue = false);
