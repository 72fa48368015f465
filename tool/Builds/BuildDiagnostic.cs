using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Builds;

/// <summary>One error of a build.</summary>
internal sealed partial record BuildDiagnostic(string Code, string File, int Line, int Column, string Message)
{
    // Errors without a place in a file that are still the sources' fault: this tool's rules, and a compiler that crashed on its input.
    private static readonly string[] OfSources =
    [
        Codes.LockedFileChanged,
        Codes.LockUnreadable,
        Codes.Construct,
        Codes.Symbol,
        Codes.Knob,
        ProgramFailed,
    ];

    // MSBuild: a program, here the compiler, "exited with code N".
    private const string ProgramFailed = "MSB6006";

    // SIGABRT: a program that gives up by itself raises it.
    private const int Abort = 6;

    /// <summary>
    /// The machine, the packages or the project is at fault, not what a candidate may edit: an error of NuGet, the SDK or MSBuild, or
    /// one of the compiler's that is in no source (a reference that is gone, an output that cannot be written), or a compiler that was
    /// killed, as happens when memory runs out.
    /// </summary>
    public bool IsOfMachine => WasKilled || !(OfSources.Contains(Code) || IsInSource);

    private bool IsInSource => Line > 0 && File.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    // A program that was killed by signal N exits with 128 + N, or -N.
    private bool WasKilled =>
        Code == ProgramFailed
        && ExitCode().Match(Message) is { Success: true } match
        && int.TryParse(match.Value, CultureInfo.InvariantCulture, out var code)
        && (code is > 128 and < 160 ? code - 128 : -code) is > 0 and < 32 and not Abort;

    /// <summary>In MSBuild's form, with a path relative to the repository: <c>Train.cs(12,3): error CS1002: ; expected</c>.</summary>
    public override string ToString() =>
        Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): error {Code}: {Message}")
        : File.Length > 0 ? $"{File}: error {Code}: {Message}"
        : $"error {Code}: {Message}";

    [GeneratedRegex(@"-?[0-9]+(?=\D*$)")]
    private static partial Regex ExitCode();
}

/// <summary>What a build gave.</summary>
/// <param name="Program">The built assembly; null when the build failed.</param>
/// <param name="Errors">Empty when it succeeded.</param>
/// <param name="Seconds">Restore and compile.</param>
internal sealed record BuildResult(string? Program, IReadOnlyList<BuildDiagnostic> Errors, double Seconds)
{
    /// <summary>The project's sources, relative to its folder or absolute.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    public bool Succeeded => Program is not null;
}
