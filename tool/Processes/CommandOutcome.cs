namespace AutoResearch.Processes;

/// <summary>How a <see cref="UserCommand"/> ended.</summary>
/// <param name="ExitCode">Null where it was ended because it took too long.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record CommandOutcome(int? ExitCode, string Output, string Errors);
