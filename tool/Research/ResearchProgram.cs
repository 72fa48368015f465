using Markdig;
using Markdig.Syntax;

namespace AutoResearch.Research;

/// <summary>
/// <c>program.md</c>: the human's file. Free in form, strict in meaning: the settings are <c>Key: value</c> lines, in list
/// items or paragraphs, wherever they stand; the rest is prose for whoever proposes.
/// </summary>
/// <param name="Metric">The metric's name and direction.</param>
/// <param name="Budget">How much training one experiment gets.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Editable">The files that an experiment may change, relative to the repository.</param>
/// <param name="Sandbox">What happens where training cannot be put into a sandbox.</param>
internal sealed record ResearchProgram(Metric Metric, TrainingBudget Budget, string Device, IReadOnlyList<string> Editable, SandboxMode Sandbox)
{
    public const string FileName = "program.md";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    // Metrics whose direction everybody knows; any other has to say it.
    private static readonly Dictionary<string, Direction> KnownMetrics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["val_bpb"] = Direction.Lower,
        ["val_loss"] = Direction.Lower,
        ["perplexity"] = Direction.Lower,
        ["test_acc"] = Direction.Higher,
    };

    /// <summary>Reads the text of program.md.</summary>
    /// <exception cref="ResearchException">A setting is missing or cannot be understood; the message names the line.</exception>
    public static ResearchProgram Parse(string text)
    {
        var settings = ReadSettings(text);
        var metric = Required(settings, "Metric", "Metric: val_bpb (lower is better)");
        var budget = Required(settings, "Training budget", "Training budget: 60 seconds");
        if (!TrainingBudget.TryParse(budget.Value, out var amount))
        {
            throw Invalid(budget, $"'{budget.Value}' is not a training budget. Write an amount and a unit: "
                + "'60 seconds', '5 minutes', '20 M tokens' or '2000 steps'");
        }

        return new ResearchProgram(ParseMetric(metric), amount, ParseDevice(settings), ParseEditable(settings), ParseSandbox(settings));
    }

    private static Metric ParseMetric(Setting setting)
    {
        var separators = new[] { ' ', ',', '(', ')', '`', '*', ';' };
        var words = setting.Value.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw Invalid(setting, "no metric is named. Write for example 'Metric: val_bpb (lower is better)'");
        var name = words[0];
        var rest = words.Skip(1).Select(word => word.ToLowerInvariant()).ToHashSet();
        var lower = rest.Overlaps(["lower", "less", "minimize", "minimise"]);
        var higher = rest.Overlaps(["higher", "more", "maximize", "maximise"]);
        if (lower && higher)
            throw Invalid(setting, $"'{setting.Value}' names both directions. Write '{name} (lower is better)' or '{name} (higher is better)'");
        Direction? stated = lower ? Direction.Lower : higher ? Direction.Higher : null;
        if (KnownMetrics.TryGetValue(name, out var known))
        {
            if (stated is { } contrary && contrary != known)
                throw Invalid(setting, $"{name} is better when it is {(known == Direction.Lower ? "lower" : "higher")}, and the line says the opposite");
            return new Metric(name, known);
        }

        return new Metric(name, stated ?? throw Invalid(setting, $"which way {name} is better is not said. Write '{name} (lower is better)' or '{name} (higher is better)'"));
    }

    private static string ParseDevice(Dictionary<string, Setting> settings)
    {
        if (!settings.TryGetValue("Device", out var setting))
            return "auto";
        var device = setting.Value.Trim('`').ToLowerInvariant();
        return device is "auto" or "cpu" or "cuda" ? device : throw Invalid(setting, $"'{setting.Value}' is not a device. Write auto, cpu or cuda");
    }

    private static SandboxMode ParseSandbox(Dictionary<string, Setting> settings)
    {
        if (!settings.TryGetValue("Sandbox", out var setting))
            return SandboxMode.Auto;
        return SandboxModes.TryParse(setting.Value.Trim('`'), out var mode)
            ? mode
            : throw Invalid(setting, $"'{setting.Value}' is neither auto (where there is none, training runs without) nor require (training is refused without one)");
    }

    private static string[] ParseEditable(Dictionary<string, Setting> settings)
    {
        if (!settings.TryGetValue("Editable files", out var setting))
            return ["Train.cs"];
        var files = setting.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(file => file.Trim('`')).ToArray();
        foreach (var file in files)
        {
            if (!file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || file.Contains("..") || Path.IsPathRooted(file))
                throw Invalid(setting, $"'{file}' cannot be editable. Name C# files inside the repository, such as Train.cs");
        }

        return files.Length > 0 ? files : throw Invalid(setting, "no editable file is named. Write 'Editable files: Train.cs'");
    }

    private static Dictionary<string, Setting> ReadSettings(string text)
    {
        var settings = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase);
        var document = Markdown.Parse(text, Pipeline);
        foreach (var paragraph in document.Descendants<ParagraphBlock>())
        {
            var line = paragraph.Line + 1;
            foreach (var raw in text.Substring(paragraph.Span.Start, paragraph.Span.Length).Split('\n'))
            {
                // **Metric:** and **Metric**: are the same to a reader.
                var plain = raw.Replace("**", "").Trim();
                var colon = plain.IndexOf(':');
                if (colon > 0)
                    settings.TryAdd(plain[..colon].Trim(), new Setting(plain[..colon].Trim(), plain[(colon + 1)..].Trim().TrimEnd('.'), line));
                line++;
            }
        }

        return settings;
    }

    private static Setting Required(Dictionary<string, Setting> settings, string key, string example) =>
        settings.TryGetValue(key, out var setting)
            ? setting
            : throw new ResearchException(Codes.ProgramInvalid, $"{FileName} has no '{key}'. Add a line '- {example}'.");

    private static ResearchException Invalid(Setting setting, string problem) =>
        new(Codes.ProgramInvalid, $"{FileName}({setting.Line}): {setting.Key}: {problem}.");

    private sealed record Setting(string Key, string Value, int Line);
}
