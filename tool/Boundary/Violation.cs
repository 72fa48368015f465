using System.Globalization;

namespace AutoResearch.Boundary;

/// <summary>One breach of the language boundary that the compiled result shows.</summary>
/// <param name="Code"><see cref="Codes.Construct"/> or <see cref="Codes.Symbol"/>.</param>
/// <param name="File">Relative to the project; empty when unknown. For a person only: a <c>#line</c> may have chosen it.</param>
/// <param name="Line">Counted from 1; 0 when unknown.</param>
internal sealed record Violation(string Code, string File, int Line, int Column, string Message)
{
    /// <summary>In MSBuild's form: <c>Train.cs(12,5): error AR0004: ...</c>.</summary>
    public override string ToString() =>
        Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): error {Code}: {Message}")
        : File.Length > 0 ? $"{File}: error {Code}: {Message}"
        : $"error {Code}: {Message}";
}
