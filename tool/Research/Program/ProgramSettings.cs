using System.Diagnostics.CodeAnalysis;
using Markdig.Syntax;

namespace AutoResearch.Research.Program;

/// <summary>The settings of program.md: lines with a known key, in list items or paragraphs, anywhere except in the section that the tool
/// writes.</summary>
internal sealed class ProgramSettings
{
    /// <summary>The one key that a program may have several times with different values.</summary>
    public const string Limit = "Limit";

    private static readonly string[] Keys =
    [
        "Metric",
        "Training budget",
        "Device",
        "Editable files",
        "Sandbox",
        "Runs",
        "Confidence",
        "Token worth",
        "Early stopping",
        "Slowed runs",
        "Proposers",
        "Attempts",
        "Proposal time",
        "Hook tokens",
        "Slots",
        Limit,
    ];

    private readonly List<Setting> settings;

    private ProgramSettings(List<Setting> settings) => this.settings = settings;

    /// <exception cref="ResearchException">Two lines contradict each other, or a key is misspelt; the message names the line.</exception>
    public static ProgramSettings Read(ProgramDocument document)
    {
        var lines = document.Lines().Where(line => !document.IsInBaseline(line.Position)).ToList();
        var read = new ProgramSettings([.. lines.Select(line => line.Setting).Where(setting => IsKey(setting.Key))]);
        foreach (var key in Keys.Where(key => key != Limit))
            RefuseContradiction([.. read.All(key)]);
        RefuseMisspelt(lines);
        return read;
    }

    /// <summary>The line of that key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out Setting? setting)
    {
        setting = All(key).FirstOrDefault();
        return setting is not null;
    }

    /// <summary>Every line of that key.</summary>
    public IEnumerable<Setting> All(string key) => settings.Where(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <param name="example">The line to add where it is missing.</param>
    public Setting Required(string key, string example) =>
        TryGet(key, out var setting)
            ? setting
            : throw new ResearchException(Codes.ProgramInvalid, $"{ResearchProgram.FileName} has no '{key}'. Add a line '- {example}'.");

    private static bool IsKey(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static void RefuseContradiction(List<Setting> same)
    {
        if (same.Find(setting => !setting.Agrees(same[0])) is { } other)
            throw other.Invalid(
                $"'{other.Shown}' contradicts line {same[0].Line}, which says '{same[0].Shown}'. Take one of the two lines out, or word "
                    + $"it differently if it is no setting"
            );
    }

    // In a list that holds settings, a key that is almost a known one is taken for a misspelt one. Elsewhere it is prose.
    private static void RefuseMisspelt(List<(Setting Setting, int Position, ParagraphBlock Paragraph)> lines)
    {
        var lists = lines.Where(line => IsKey(line.Setting.Key)).Select(line => ListOf(line.Paragraph)).OfType<ListBlock>().ToHashSet();
        foreach (var (setting, _, paragraph) in lines)
        {
            if (
                !IsKey(setting.Key)
                && ListOf(paragraph) is { } list
                && lists.Contains(list)
                && Spelling.Nearest(setting.Key, Keys) is { } meant
            )
                throw setting.Invalid($"this is no setting. Did you mean '{meant}'");
        }
    }

    private static ListBlock? ListOf(ParagraphBlock paragraph) => (paragraph.Parent as ListItemBlock)?.Parent as ListBlock;
}
