using System.Diagnostics.CodeAnalysis;
using Markdig;
using Markdig.Syntax;

namespace AutoResearch.Research;

/// <summary>A <c>Key: value</c> line of program.md.</summary>
/// <param name="Line">In the file, from 1.</param>
internal sealed record Setting(string Key, string Value, int Line)
{
    public ResearchException Invalid(string problem) => new(Codes.ProgramInvalid, $"{ResearchProgram.FileName}({Line}): {Key}: {problem}.");
}

/// <summary>The <c>Key: value</c> lines of program.md, in list items or paragraphs, wherever they stand.</summary>
internal sealed class ProgramSettings
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    private readonly List<Setting> settings = [];

    private ProgramSettings()
    {
    }

    public static ProgramSettings Read(string text)
    {
        var read = new ProgramSettings();
        foreach (var paragraph in Markdown.Parse(text, Pipeline).Descendants<ParagraphBlock>())
        {
            var line = paragraph.Line + 1;
            foreach (var raw in text.Substring(paragraph.Span.Start, paragraph.Span.Length).Split('\n'))
            {
                // **Metric:** and **Metric**: are the same to a reader.
                var plain = raw.Replace("**", "").Trim();
                var colon = plain.IndexOf(':');
                if (colon > 0)
                    read.settings.Add(new Setting(plain[..colon].Trim(), plain[(colon + 1)..].Trim().TrimEnd('.'), line));
                line++;
            }
        }

        return read;
    }

    /// <summary>The first line of that key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out Setting? setting)
    {
        setting = All(key).FirstOrDefault();
        return setting is not null;
    }

    /// <summary>Every line of that key.</summary>
    public IEnumerable<Setting> All(string key) => settings.Where(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <param name="example">The line to add where it is missing.</param>
    public Setting Required(string key, string example) =>
        TryGet(key, out var setting) ? setting : throw new ResearchException(Codes.ProgramInvalid, $"{ResearchProgram.FileName} has no '{key}'. Add a line '- {example}'.");
}
