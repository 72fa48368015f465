using Microsoft.CodeAnalysis.Text;

namespace AutoResearch.Research.Search;

/// <summary>A numeric constant of an editable file that is declared with <c>[Knob]</c>.</summary>
/// <param name="Name">The constant's name; in a preset with its type's: <c>Gpu.Layers</c>.</param>
/// <param name="Value">Its value in the text.</param>
/// <param name="Minimum">The smallest value that makes sense.</param>
/// <param name="Maximum">The largest value that makes sense.</param>
/// <param name="Scale">Whether it is varied by adding or by multiplying.</param>
/// <param name="Step">The value must be a multiple of this; 0 means any.</param>
/// <param name="IsWhole">The constant is an integer.</param>
/// <param name="Literal">Where its literal stands.</param>
/// <param name="Suffix">What a literal of its type needs behind the digits: <c>f</c> for a float.</param>
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
    DeviceClass? Preset = null
);
