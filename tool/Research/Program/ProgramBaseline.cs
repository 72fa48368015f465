using System.Globalization;

namespace AutoResearch.Research.Program;

/// <summary>The baseline section of program.md, read. It informs whoever proposes; nothing is decided by it.</summary>
/// <param name="Model">In the human's words; null where nothing is said.</param>
/// <param name="Optimizer">In the human's words; null where nothing is said.</param>
/// <param name="Metric">Name and value, <c>val_bpb 1.9132</c>; null before anything was measured.</param>
/// <param name="Experiment">The number of the experiment that the baseline is.</param>
/// <param name="Text">The whole section as Markdown.</param>
internal sealed record ProgramBaseline(string? Model, string? Optimizer, string? Metric, int? Experiment, string Text)
{
    /// <summary>Null where program.md has no such section.</summary>
    public static ProgramBaseline? Of(ProgramDocument document)
    {
        if (document.Baseline is not { } section)
            return null;
        var lines = document
            .Lines()
            .Where(line => line.Position >= section.Body && line.Position < section.End)
            .Select(line => line.Setting)
            .ToList();
        return new ProgramBaseline(
            Value(BaselineFacts.Model),
            Value(BaselineFacts.Optimizer),
            Value(BaselineFacts.Metric),
            int.TryParse(Value(BaselineFacts.Experiment), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            ProgramProse.Plain(document.Text[section.Body..section.End])
        );

        string? Value(string key) =>
            lines.Find(line => line.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { Value: { Length: > 0 } value }
            && value != BaselineFacts.NotMeasured
            && value != BaselineFacts.NotDescribed
                ? value
                : null;
    }
}
