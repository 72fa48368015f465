namespace AutoResearch.Proposers.Models;

/// <summary>A block between two fences of Markdown.</summary>
/// <param name="Label">The line of text before it; empty where there is none.</param>
/// <param name="Information">What its opening fence says; empty where it says nothing.</param>
/// <param name="Lines">What stands in it.</param>
/// <param name="Closed">False where the text ended before it did.</param>
internal sealed record Fenced(string Label, string Information, IReadOnlyList<string> Lines, bool Closed);
