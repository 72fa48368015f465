namespace AutoResearch.Proposers.Agents;

/// <summary>What an agent said of its work. All of it is untrusted.</summary>
/// <param name="Text">Its answer in words.</param>
/// <param name="Tokens">Read and written; null where it does not tell.</param>
/// <param name="Dollars">Null where it does not tell.</param>
/// <param name="Error">What it gave as the reason of a failure; null where it told of none.</param>
internal sealed record AgentReport(string Text, long? Tokens, double? Dollars, string? Error);
