namespace AutoResearch.Boundary;

/// <summary>A C# file of the project.</summary>
/// <param name="Path">Relative to the project, with '/'.</param>
internal sealed record SourceFile(string Path, string Text);
