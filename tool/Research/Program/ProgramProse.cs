namespace AutoResearch.Research.Program;

/// <summary>
/// What program.md says to whoever proposes, section by section: Markdown as the human wrote it, with '\n' between lines. A section that is
/// missing or empty is null; sections of the same kind are joined.
/// </summary>
/// <param name="Goal">What the research is for.</param>
/// <param name="Scope">What may be changed.</param>
/// <param name="Constraints">What has to hold.</param>
/// <param name="Focus">What the human wants looked at now.</param>
/// <param name="Ideas">What the human would try.</param>
/// <param name="NotWorthTrying">What the human does not want tried.</param>
/// <param name="Baseline">What the research stands on; the tool keeps it.</param>
/// <param name="Others">Every other section, in order.</param>
internal sealed record ProgramProse(
    string? Goal,
    string? Scope,
    string? Constraints,
    string? Focus,
    string? Ideas,
    string? NotWorthTrying,
    ProgramBaseline? Baseline,
    IReadOnlyList<ProseSection> Others
)
{
    public static readonly ProgramProse None = new(null, null, null, null, null, null, null, []);

    public static ProgramProse Of(ProgramDocument document) =>
        new(
            Of(document, SectionKind.Goal),
            Of(document, SectionKind.Scope),
            Of(document, SectionKind.Constraints),
            Of(document, SectionKind.Focus),
            Of(document, SectionKind.Ideas),
            Of(document, SectionKind.NotWorthTrying),
            ProgramBaseline.Of(document),
            [.. OthersOf(document)]
        );

    /// <summary>Markdown with '\n' between lines and no empty ones around it.</summary>
    public static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string? Of(ProgramDocument document, SectionKind kind)
    {
        var texts = document
            .Sections.Where(section => section.Kind == kind)
            .Select(section => Plain(document.Text[section.Body..section.End]))
            .Where(text => text.Length > 0)
            .ToList();
        return texts.Count > 0 ? string.Join("\n\n", texts) : null;
    }

    private static IEnumerable<ProseSection> OthersOf(ProgramDocument document)
    {
        var first = document.Sections.Count > 0 ? document.Sections[0].Start : document.Text.Length;
        if (Plain(document.Text[..first]) is { Length: > 0 } before)
            yield return new ProseSection("", before);
        // What stands below a known section belongs to it.
        var known = 0;
        foreach (var section in document.Sections)
        {
            if (section.Kind is not null)
                known = section.End;
            else if (section.Start >= known && Plain(document.Text[section.Body..section.OwnEnd]) is { Length: > 0 } text)
                yield return new ProseSection(section.Title, text);
        }
    }
}
