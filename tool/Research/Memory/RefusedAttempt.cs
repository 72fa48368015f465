namespace AutoResearch.Research.Memory;

/// <summary>An attempt at the present proposal that was not taken.</summary>
/// <param name="Files">The whole new text of each file that it changed, by path.</param>
/// <param name="Hypothesis">What it said of itself. Untrusted.</param>
/// <param name="Problem">Why it was not taken: the compiler's errors, the experiment that it repeats, a file that it may not change.
/// May quote untrusted text.</param>
internal sealed record RefusedAttempt(IReadOnlyDictionary<string, string> Files, string Hypothesis, string Problem);
