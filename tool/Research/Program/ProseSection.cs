namespace AutoResearch.Research.Program;

/// <summary>A section of program.md that has a name of the human's own.</summary>
/// <param name="Title">Empty for what stands before the first heading.</param>
/// <param name="Text">Markdown, as it was written, with '\n' between lines.</param>
internal sealed record ProseSection(string Title, string Text);
