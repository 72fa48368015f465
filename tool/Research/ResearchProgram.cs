using System.Globalization;

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
/// <param name="Keep">How candidates are compared with the incumbent.</param>
/// <param name="Limits">What a candidate may use.</param>
/// <param name="EarlyStopping">Whether a run that falls far behind the incumbent's learning curve is ended.</param>
/// <param name="RepeatSlowed">Whether a run that a busy machine slowed is made again instead of being judged.</param>
internal sealed record ResearchProgram(
    Metric Metric, TrainingBudget Budget, string Device, IReadOnlyList<string> Editable, SandboxMode Sandbox, KeepSettings Keep, IReadOnlyList<Limit> Limits, bool EarlyStopping,
    bool RepeatSlowed)
{
    public const string FileName = "program.md";

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
        var settings = ProgramSettings.Read(text);
        var metric = settings.Required("Metric", "Metric: val_bpb (lower is better)");
        var budget = settings.Required("Training budget", "Training budget: 60 seconds");
        if (!TrainingBudget.TryParse(budget.Value, out var amount))
        {
            throw budget.Invalid($"'{budget.Value}' is not a training budget. Write an amount and a unit: "
                + "'60 seconds', '5 minutes', '20 M tokens' or '2000 steps'");
        }

        return new ResearchProgram(
            ParseMetric(metric), amount, ParseDevice(settings), ParseEditable(settings), ParseSandbox(settings), ParseKeep(settings),
            [.. settings.All("Limit").Select(Limit.Parse)], ParseEarlyStopping(settings), ParseRepeatSlowed(settings));
    }

    private static Metric ParseMetric(Setting setting)
    {
        var separators = new[] { ' ', ',', '(', ')', '`', '*', ';' };
        var words = setting.Value.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw setting.Invalid("no metric is named. Write for example 'Metric: val_bpb (lower is better)'");
        var name = words[0];
        var rest = words.Skip(1).Select(word => word.ToLowerInvariant()).ToHashSet();
        var lower = rest.Overlaps(["lower", "less", "minimize", "minimise"]);
        var higher = rest.Overlaps(["higher", "more", "maximize", "maximise"]);
        if (lower && higher)
            throw setting.Invalid($"'{setting.Value}' names both directions. Write '{name} (lower is better)' or '{name} (higher is better)'");
        Direction? stated = lower ? Direction.Lower : higher ? Direction.Higher : null;
        if (KnownMetrics.TryGetValue(name, out var known))
        {
            if (stated is { } contrary && contrary != known)
                throw setting.Invalid($"{name} is better when it is {(known == Direction.Lower ? "lower" : "higher")}, and the line says the opposite");
            return new Metric(name, known);
        }

        return new Metric(name, stated ?? throw setting.Invalid($"which way {name} is better is not said. Write '{name} (lower is better)' or '{name} (higher is better)'"));
    }

    private static string ParseDevice(ProgramSettings settings)
    {
        if (!settings.TryGet("Device", out var setting))
            return "auto";
        var device = setting.Value.Trim('`').ToLowerInvariant();
        return device is "auto" or "cpu" or "cuda" ? device : throw setting.Invalid($"'{setting.Value}' is not a device. Write auto, cpu or cuda");
    }

    private static SandboxMode ParseSandbox(ProgramSettings settings)
    {
        if (!settings.TryGet("Sandbox", out var setting))
            return SandboxMode.Auto;
        return SandboxModes.TryParse(setting.Value.Trim('`'), out var mode)
            ? mode
            : throw setting.Invalid($"'{setting.Value}' is neither auto (where there is none, training runs without) nor require (training is refused without one)");
    }

    private static string[] ParseEditable(ProgramSettings settings)
    {
        if (!settings.TryGet("Editable files", out var setting))
            return ["Train.cs"];
        var files = setting.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(file => file.Trim('`')).ToArray();
        foreach (var file in files)
        {
            if (!file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || file.Contains("..") || Path.IsPathRooted(file))
                throw setting.Invalid($"'{file}' cannot be editable. Name C# files inside the repository, such as Train.cs");
        }

        return files.Length > 0 ? files : throw setting.Invalid("no editable file is named. Write 'Editable files: Train.cs'");
    }

    private static KeepSettings ParseKeep(ProgramSettings settings)
    {
        var keep = new KeepSettings();
        if (settings.TryGet("Runs", out var runs))
        {
            if (!int.TryParse(runs.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most is < 1 or > 64)
                throw runs.Invalid($"'{runs.Value}' is not how often a candidate may be run. Write a number from 1 to 64; 4 is the default, and 1 keeps any better number");
            keep = keep with { Runs = most };
        }

        if (settings.TryGet("Confidence", out var confidence))
        {
            if (!TryNumber(confidence.Value.TrimEnd('%', ' '), out var percent) || percent is < 50 or >= 100)
                throw confidence.Invalid($"'{confidence.Value}' is not a confidence. Write a percentage from 50 to less than 100, such as 95 %");
            keep = keep with { Confidence = percent / 100 };
        }

        if (settings.TryGet("Token worth", out var worth))
        {
            if (!TryNumber(worth.Value, out var gain) || gain < 0)
                throw worth.Invalid($"'{worth.Value}' is not what a token of code is worth. Write by how much it has to improve the metric, such as 0.00001");
            keep = keep with { TokenWorth = gain };
        }

        return keep;
    }

    private static bool ParseEarlyStopping(ProgramSettings settings)
    {
        if (!settings.TryGet("Early stopping", out var setting))
            return false;
        return setting.Value.ToLowerInvariant() switch
        {
            "on" => true,
            "off" => false,
            _ => throw setting.Invalid($"'{setting.Value}' is neither on nor off"),
        };
    }

    private static bool ParseRepeatSlowed(ProgramSettings settings)
    {
        if (!settings.TryGet("Slowed runs", out var setting))
            return true;
        return setting.Value.ToLowerInvariant() switch
        {
            "repeat" => true,
            "judge" => false,
            _ => throw setting.Invalid($"'{setting.Value}' is neither repeat (a run that a busy machine slowed is made again) nor judge (it counts like any other)"),
        };
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
