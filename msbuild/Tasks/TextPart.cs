namespace AutoResearch.Tasks;

/// <summary>A piece of a text file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct TextPart(string Path, long Start, long Length);
