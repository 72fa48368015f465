namespace AutoResearch.Mcp;

/// <summary>What all calls of a server share.</summary>
/// <param name="Folder">The project's.</param>
/// <param name="Sandbox">What --sandbox was given; null when it was not.</param>
/// <param name="Log">For people: standard output is the protocol's.</param>
/// <param name="Ending">The server ends; what runs is interrupted.</param>
internal sealed record ToolSession(string Folder, string? Sandbox, TextWriter Log, CancellationToken Ending);
