namespace AutoResearch.Research.Program;

/// <summary>The sections of program.md that are known.</summary>
internal enum SectionKind
{
    Goal,
    Scope,
    Constraints,
    Focus,
    Ideas,
    NotWorthTrying,
    Baseline,
    Settings,
}
