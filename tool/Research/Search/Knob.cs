using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Research.Search;

/// <summary>
/// A constant of an editable file that is declared with <c>[Knob]</c> or <c>[Choice]</c>. With alternatives, its values are their
/// indices.
/// </summary>
/// <param name="Name">The constant's name; in a preset with its type's: <c>Gpu.Layers</c>.</param>
/// <param name="Value">Its value in the text.</param>
/// <param name="Minimum">The smallest value that makes sense.</param>
/// <param name="Maximum">The largest value that makes sense.</param>
/// <param name="Scale">Whether it is varied by adding or by multiplying.</param>
/// <param name="Step">The value must be a multiple of this; 0 means any.</param>
/// <param name="IsWhole">The constant is an integer.</param>
/// <param name="Literal">Where its literal stands.</param>
/// <param name="Suffix">What a literal of its type needs behind the digits: <c>f</c> for a float.</param>
/// <param name="Alternatives">Those of a <c>[Choice]</c>; null where it is a number.</param>
/// <param name="When">The constant that makes it count, as the source names it; null where it always counts.</param>
/// <param name="Preset">The class of devices whose preset declares it; null where it is used on all.</param>
internal sealed record Knob(
    string Name,
    double Value,
    double Minimum,
    double Maximum,
    Scale Scale,
    double Step,
    bool IsWhole,
    TextSpan Literal,
    string Suffix = "",
    DeviceClass? Preset = null,
    IReadOnlyList<Alternative>? Alternatives = null,
    string? When = null
)
{
    /// <summary>What the ledger calls its present value.</summary>
    public KnobValue Now => Says(Value);

    /// <summary>What the ledger calls a value.</summary>
    public KnobValue Says(double value) => Alternatives is null ? value : Alternatives[(int)value].Value;

    /// <summary>The value that switches off what it controls: 0, or false. Null where it has none.</summary>
    public double? Off => Alternatives is null ? 0 : Means(KnobValue.Of("false"));

    /// <summary>The value that the ledger means; null where the knob has none like it.</summary>
    public double? Means(KnobValue said)
    {
        if (Alternatives is null)
            return said.Number;
        for (var i = 0; i < Alternatives.Count; i++)
        {
            if (Alternatives[i].Value == said)
                return i;
        }

        return null;
    }
}
