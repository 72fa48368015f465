namespace AutoResearch.Proposers.Agents;

/// <summary>How a run of an agent ended.</summary>
/// <param name="ExitCode">Null when it was ended at the time limit.</param>
/// <param name="Output">What it printed on standard output, at most 1 MiB of it. Untrusted.</param>
/// <param name="Errors">The same of standard error.</param>
/// <param name="Seconds">Wall-clock.</param>
internal sealed record AgentRun(int? ExitCode, string Output, string Errors, double Seconds);
