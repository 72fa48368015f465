using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Research.Search;

/// <summary>Something in a method of the model that can be left out.</summary>
/// <param name="Name">Its code on one line, shortened.</param>
/// <param name="Owner">Type and method: <c>Block.forward</c>.</param>
/// <param name="Span">The code to take out.</param>
/// <param name="Replacement">The code that replaces it; empty where the part is a whole statement.</param>
internal sealed record Part(string Name, string Owner, TextSpan Span, string Replacement);
