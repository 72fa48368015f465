namespace AutoResearch.Proposers.Models;

/// <summary>One replacement in one file, in lines without their ends.</summary>
/// <param name="File">A path of an editable file.</param>
/// <param name="Search">Consecutive lines of the file; null for all of them.</param>
/// <param name="Replace">What takes their place; empty to take them away.</param>
internal sealed record Edit(string File, IReadOnlyList<string>? Search, IReadOnlyList<string> Replace);
