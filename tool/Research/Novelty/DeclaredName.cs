using Microsoft.CodeAnalysis;

namespace AutoResearch.Research.Novelty;

/// <summary>A name, and the node in which it means one thing.</summary>
internal readonly record struct DeclaredName(SyntaxNode Scope, string Name);
