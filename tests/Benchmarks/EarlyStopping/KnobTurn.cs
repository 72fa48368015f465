namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>A change of the source, and what it is.</summary>
/// <param name="Source">The whole new text.</param>
/// <param name="Hypothesis">One line.</param>
internal sealed record KnobTurn(string Source, string Hypothesis);
