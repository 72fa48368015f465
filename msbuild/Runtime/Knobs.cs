namespace AutoResearch;

/// <summary>How a numeric knob is varied.</summary>
public enum Scale
{
    /// <summary>By adding: widths, depths, probabilities.</summary>
    Linear,

    /// <summary>By multiplying: learning rates, weight decay, batch sizes.</summary>
    Log,
}

/// <summary>
/// Declares a constant of Train.cs as a knob: a number that experiments may turn, and the range in which it makes sense.
/// A search rewrites the constant's literal; nothing reads the attribute while training.
/// </summary>
/// <param name="minimum">The smallest value that makes sense.</param>
/// <param name="maximum">The largest value that makes sense.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KnobAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The smallest value that makes sense.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest value that makes sense.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>How the knob is varied.</summary>
    public Scale Scale { get; init; } = Scale.Linear;

    /// <summary>The value must be a multiple of this; 0 means any value.</summary>
    public double Step { get; init; }

    /// <summary>The name of a constant bool: the knob counts only where that is true. Null where it always counts.</summary>
    public string? When { get; init; }
}

/// <summary>
/// Declares a constant of Train.cs as a knob with alternatives: true and false, names, members of an enum, or a few numbers. A search
/// writes one of them in place of the constant's value.
/// </summary>
/// <param name="values">The values that make sense, two or more.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceAttribute(params object[] values) : Attribute
{
    /// <summary>The values that make sense.</summary>
    public IReadOnlyList<object> Values { get; } = values;

    /// <summary>The name of a constant bool: the knob counts only where that is true. Null where it always counts.</summary>
    public string? When { get; init; }
}

/// <summary>
/// Declares a constant bool of Train.cs, made of knobs, as what has to hold: <c>Width % Heads == 0</c>. A search proposes nothing that
/// makes it false, and a program where it is false does not build.
/// </summary>
/// <param name="reason">Why, in words that complete "because": <c>the heads share the width</c>.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ConstraintAttribute(string reason) : Attribute
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// Declares a type of Train.cs whose knobs train on one class of devices only. A search on another device leaves them alone, and the
/// ledger names them with their type: <c>Gpu.Layers</c>.
/// </summary>
/// <param name="device">The class of devices.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class PresetAttribute(DeviceClass device) : Attribute
{
    /// <summary>The class of devices.</summary>
    public DeviceClass Device { get; } = device;
}
