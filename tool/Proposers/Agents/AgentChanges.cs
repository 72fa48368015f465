namespace AutoResearch.Proposers.Agents;

/// <summary>What an agent left in its folder.</summary>
/// <param name="Files">The new text of each editable file that it changed, by path.</param>
/// <param name="Problems">What it did that it may not, a file each; empty where it kept to its files.</param>
/// <param name="Hypothesis">What it wrote into the file for it; null where it wrote nothing. Untrusted.</param>
internal sealed record AgentChanges(IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Problems, string? Hypothesis);
