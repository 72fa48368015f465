namespace System.Diagnostics.CodeAnalysis;

/// <summary>netstandard2.0 lacks it; the compiler only looks at its name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    public bool ReturnValue { get; } = returnValue;
}
