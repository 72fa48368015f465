namespace AutoResearch.Research.Search;

/// <summary>One of the values of a knob that is declared with <c>[Choice]</c>.</summary>
/// <param name="Text">As it is written in the source: a string has its quotes.</param>
internal sealed record Alternative(KnobValue Value, string Text);
