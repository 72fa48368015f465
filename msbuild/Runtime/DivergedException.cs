namespace AutoResearch;

/// <summary>Training went to NaN, to infinity or exploded; more of it would be wasted.</summary>
internal sealed class DivergedException(string message) : Exception(message);
