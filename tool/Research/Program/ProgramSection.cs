namespace AutoResearch.Research.Program;

/// <summary>A section of program.md: a heading of the document itself, and what stands below it. Positions are in the text without its
/// byte order mark.</summary>
/// <param name="Kind">Null for a section of the human's own.</param>
/// <param name="Level">The level of the heading, from 1.</param>
/// <param name="Start">Where the heading's first line begins.</param>
/// <param name="Body">Where the line after the heading begins.</param>
/// <param name="OwnEnd">Where the next heading begins, whatever its level, or the text ends.</param>
/// <param name="End">Where the next heading begins that is not below this one or that opens a known section, or the text ends.</param>
internal sealed record ProgramSection(SectionKind? Kind, string Title, int Level, int Start, int Body, int OwnEnd, int End);
