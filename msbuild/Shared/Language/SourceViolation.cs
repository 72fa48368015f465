using Microsoft.CodeAnalysis;

namespace AutoResearch.Language;

/// <summary>A place in an editable file that breaks a rule, and the sentence that says so.</summary>
internal readonly struct SourceViolation(Location location, string message)
{
    public Location Location { get; } = location;

    public string Message { get; } = message;
}
