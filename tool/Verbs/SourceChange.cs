using AutoResearch.Research;

namespace AutoResearch.Verbs;

/// <summary>A change of one editable file that somebody hands over instead of writing it into the working tree.</summary>
/// <param name="File">Which file; null for the first editable one.</param>
/// <param name="Text">Its whole new text; null where there are edits.</param>
/// <param name="Edits">Edits of the text that it has in the working tree.</param>
internal sealed record SourceChange(string? File, string? Text, IReadOnlyList<TextEdit> Edits);
