using AutoResearch.Experiment;

namespace AutoResearch.Mcp;

/// <summary>One call of a tool.</summary>
/// <param name="Folder">The project's.</param>
/// <param name="Observer">Reports progress to the client.</param>
/// <param name="Cancellation">The client takes the call back, or the server ends.</param>
internal sealed record ToolCall(string Folder, ToolArguments Arguments, IExperimentObserver Observer, CancellationToken Cancellation);
