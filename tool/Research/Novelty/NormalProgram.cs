namespace AutoResearch.Research.Novelty;

/// <summary>A program in its normal form.</summary>
/// <param name="Code">Hash of all of it: 16 hexadecimal digits.</param>
/// <param name="Skeleton">Hash of it with its numbers left out.</param>
/// <param name="Numbers">In the order in which they stand.</param>
internal sealed record NormalProgram(string Code, string Skeleton, IReadOnlyList<NumericLiteral> Numbers);

/// <summary>A number that stands in a program.</summary>
/// <param name="Value">Its value; NaN where a double cannot hold it.</param>
/// <param name="Text">Its value and type, the same for every way to write them.</param>
/// <param name="Name">What it initialises, such as a knob; empty where it stands in an expression.</param>
/// <param name="Member">The member that it stands in.</param>
/// <param name="IsOfAttribute">It is an attribute's argument: a knob's range, which nothing reads while training.</param>
internal sealed record NumericLiteral(double Value, string Text, string Name, string Member, bool IsOfAttribute)
{
    /// <summary>What the number is called in a sentence.</summary>
    public string Place =>
        Name.Length > 0 ? Name
        : Member.Length > 0 ? $"a number in {Member}"
        : "a number";
}
