using Microsoft.CodeAnalysis;

namespace AutoResearch.Research.Novelty;

/// <summary>A declared name, and the node that is its scope.</summary>
internal readonly record struct DeclaredName(SyntaxNode Scope, string Name);
