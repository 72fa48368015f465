using AutoResearch.Workspace;

namespace AutoResearch.Runs;

/// <summary>What one slot of a run works with: each takes one experiment after another on its way, and asks proposers of its own.</summary>
internal sealed record RunSlot(SlotFolders Folders, ResearchLoop Loop, ProposerPool Pool, IRunObserver Observer);
