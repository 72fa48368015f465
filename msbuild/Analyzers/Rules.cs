using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers;

/// <summary>The rules as the compiler knows them. None can be configured away: a rule that yields is no lock.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor LockedFileChanged = Create(Codes.LockedFileChanged, "A locked file was changed");

    public static readonly DiagnosticDescriptor LockUnreadable = Create(Codes.LockUnreadable, "autoresearch.lock cannot be read");

    public static readonly DiagnosticDescriptor Construct = Create(Codes.Construct, "A construct that an editable file may not contain");

    public static readonly DiagnosticDescriptor Symbol = Create(Codes.Symbol, "A symbol that an editable file may not use");

    public static readonly DiagnosticDescriptor Knob = Create(Codes.Knob, "A knob that cannot be turned");

    private static DiagnosticDescriptor Create(string code, string title) =>
        new(
            code,
            title,
            "{0}",
            "AutoResearch",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            customTags: [WellKnownDiagnosticTags.NotConfigurable]
        );
}
