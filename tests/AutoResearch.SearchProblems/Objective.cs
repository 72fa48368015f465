namespace AutoResearch.SearchProblems;

/// <summary>A program of knobs, and what it would score. Less is better.</summary>
/// <param name="Source">Train.cs.</param>
/// <param name="Noise">The standard deviation of one run.</param>
/// <param name="True">The score without noise where its knobs are at these places, 0 to 1, in their order; null where a run fails.</param>
internal sealed record Objective(string Source, double Noise, Func<IReadOnlyList<double>, double?> True);
