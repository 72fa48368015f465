using System.Globalization;

namespace AutoResearch.Builds;

/// <summary>One error of a build.</summary>
internal sealed record BuildDiagnostic(string Code, string File, int Line, int Column, string Message)
{
    // Without a place in a file, and still the sources' doing: rules of this tool, and a compiler that died of what it was given.
    private static readonly string[] OfSources = [Codes.LockedFileChanged, Codes.LockUnreadable, Codes.Construct, Codes.Symbol, "MSB6006"];

    /// <summary>
    /// The machine, the packages or the project is at fault, not what a candidate may edit: an error of NuGet, the SDK or MSBuild, or one of the
    /// compiler's that is in no source (a reference that is gone, an output that cannot be written).
    /// </summary>
    public bool IsOfMachine => !OfSources.Contains(Code) && !(Line > 0 && File.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));

    /// <summary>In MSBuild's form, with a path relative to the repository: <c>Train.cs(12,3): error CS1002: ; expected</c>.</summary>
    public override string ToString() => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): error {Code}: {Message}")
        : File.Length > 0 ? $"{File}: error {Code}: {Message}" : $"error {Code}: {Message}";
}

/// <summary>What a build gave.</summary>
/// <param name="Program">The built assembly; null when the build failed.</param>
/// <param name="Errors">Empty when it succeeded.</param>
/// <param name="Seconds">Restore and compile.</param>
internal sealed record BuildResult(string? Program, IReadOnlyList<BuildDiagnostic> Errors, double Seconds)
{
    public bool Succeeded => Program is not null;
}
