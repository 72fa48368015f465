using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Running;

namespace AutoResearch.Research.Program;

/// <summary>
/// <c>program.md</c>: the human's file. Free in form, strict in meaning: the settings are <c>Key: value</c> lines, in list items or
/// paragraphs, anywhere except in the section of the baseline; the rest is prose for whoever proposes.
/// </summary>
/// <param name="Metric">The metric's name and direction.</param>
/// <param name="Budget">How much training one experiment gets.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</param>
/// <param name="Editable">The files that an experiment may change, relative to the repository.</param>
/// <param name="Sandbox">What happens where training cannot be put into a sandbox.</param>
/// <param name="Keep">How candidates are compared with the incumbent.</param>
/// <param name="Limits">What a candidate may use.</param>
/// <param name="EarlyStopping">Whether a run that falls far behind the incumbent's learning curve is ended.</param>
/// <param name="RepeatSlowed">Whether a run that a busy machine slowed is made again instead of being judged.</param>
internal sealed record ResearchProgram(
    Metric Metric,
    TrainingBudget Budget,
    string Device,
    IReadOnlyList<string> Editable,
    SandboxMode Sandbox,
    KeepSettings Keep,
    IReadOnlyList<Limit> Limits,
    bool EarlyStopping,
    bool RepeatSlowed
)
{
    public const string FileName = "program.md";

    private const int DefaultAttempts = 3;
    private const int MostAttempts = 10;

    private static readonly TimeSpan DefaultProposalTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestProposal = TimeSpan.FromHours(24);

    /// <summary>What it says to whoever proposes, section by section.</summary>
    public ProgramProse Prose { get; init; } = ProgramProse.None;

    /// <summary>Who proposes, and how large a share each has; empty where it says nothing about it.</summary>
    public IReadOnlyList<ProposerShare> Proposers { get; init; } = [];

    /// <summary>How often a proposer may try for one experiment.</summary>
    public int Attempts { get; init; } = DefaultAttempts;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan ProposalTime { get; init; } = DefaultProposalTime;

    /// <summary>How many experiments a run makes at the same time; null where it says nothing about it.</summary>
    public SlotsWanted? Slots { get; init; }

    /// <summary>Whether hooks are given the tokens that pull requests are published with.</summary>
    public bool HookTokens { get; init; }

    /// <summary>Reads the text of program.md.</summary>
    /// <exception cref="ResearchException">A setting is missing, contradicts another or cannot be understood; the message names the
    /// line.</exception>
    public static ResearchProgram Parse(string text)
    {
        var document = ProgramDocument.Parse(text);
        var settings = ProgramSettings.Read(document);
        var metric = settings.Required("Metric", "Metric: val_bpb (lower is better)");
        var budget = settings.Required("Training budget", "Training budget: 60 seconds");
        return new ResearchProgram(
            ProgramMetric.Parse(metric),
            ParseBudget(budget),
            ParseDevice(settings),
            ParseEditable(settings),
            ParseSandbox(settings),
            ParseKeep(settings),
            [.. settings.All(ProgramSettings.Limit).Select(Limit.Parse)],
            ParseEarlyStopping(settings),
            ParseRepeatSlowed(settings)
        )
        {
            Prose = ProgramProse.Of(document),
            Proposers = settings.TryGet("Proposers", out var proposers) ? ProposerShare.Parse(proposers) : [],
            Attempts = ParseAttempts(settings),
            ProposalTime = ParseProposalTime(settings),
            HookTokens = ParseHookTokens(settings),
            Slots = ParseSlots(settings),
        };
    }

    private static SlotsWanted? ParseSlots(ProgramSettings settings)
    {
        if (!settings.TryGet("Slots", out var setting))
            return null;
        return SlotsWanted.TryParse(setting.Value.Trim('`'), out var wanted)
            ? wanted
            : throw setting.Invalid(
                $"'{setting.Shown}' is no number of slots. Write how many experiments a run makes at the same time, such as 2, or auto"
            );
    }

    private static TrainingBudget ParseBudget(Setting setting)
    {
        if (TrainingBudget.TryParse(setting.Value, out var budget))
            return budget;
        // Zero and negative amounts get a message of their own.
        var number = setting.Value.Split(' ')[0];
        throw setting.Invalid(
            double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount <= 0
                ? $"'{setting.Shown}' is no training at all. Write more than 0, such as '60 seconds'"
                : $"'{setting.Shown}' is not a training budget. Write an amount and a unit: '60 seconds', "
                    + $"'5 minutes', '20 M tokens' or '2000 steps'"
        );
    }

    private static string ParseDevice(ProgramSettings settings)
    {
        if (!settings.TryGet("Device", out var setting))
            return "auto";
        var device = setting.Value.Trim('`').ToLowerInvariant();
        return RunSettings.IsDevice(device)
            ? device
            : throw setting.Invalid($"'{setting.Shown}' is not a device. Write auto, cpu, cuda, or for one of several GPUs cuda:1");
    }

    private static SandboxMode ParseSandbox(ProgramSettings settings)
    {
        if (!settings.TryGet("Sandbox", out var setting))
            return SandboxMode.Auto;
        return SandboxModes.TryParse(setting.Value.Trim('`'), out var mode)
            ? mode
            : throw setting.Invalid(
                $"'{setting.Shown}' is neither auto (where there is none, training runs without) nor "
                    + $"require (training is refused without one)"
            );
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
                throw runs.Invalid(
                    $"'{runs.Shown}' is not how often a candidate may be run. Write a number from 1 to 64; "
                        + $"4 is the default, and 1 keeps any better number"
                );
            keep = keep with { Runs = most };
        }

        if (settings.TryGet("Confidence", out var confidence))
        {
            if (!TryNumber(confidence.Value.TrimEnd('%', ' '), out var percent) || percent is < 50 or >= 100)
                throw confidence.Invalid(
                    $"'{confidence.Shown}' is not a confidence. Write a percentage from 50 to less than 100, such as 95 %"
                );
            keep = keep with { Confidence = percent / 100 };
        }

        if (settings.TryGet("Token worth", out var worth))
        {
            if (!TryNumber(worth.Value, out var gain) || gain < 0)
                throw worth.Invalid(
                    $"'{worth.Shown}' is not what a token of code is worth. Write by how much it has to improve the metric, such as 0.00001"
                );
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
            _ => throw setting.Invalid($"'{setting.Shown}' is neither on nor off"),
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
            _ => throw setting.Invalid(
                $"'{setting.Shown}' is neither repeat (a run that a busy machine slowed is made again) nor judge (it counts like any other)"
            ),
        };
    }

    private static bool ParseHookTokens(ProgramSettings settings)
    {
        if (!settings.TryGet("Hook tokens", out var setting))
            return false;
        return setting.Value.ToLowerInvariant() switch
        {
            "pass" => true,
            "withhold" => false,
            _ => throw setting.Invalid(
                $"'{setting.Shown}' is neither withhold (hooks get your environment without GITHUB_TOKEN "
                    + $"and its like) nor pass (they get those, too)"
            ),
        };
    }

    private static int ParseAttempts(ProgramSettings settings)
    {
        if (!settings.TryGet("Attempts", out var setting))
            return DefaultAttempts;
        return
            int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
            && attempts is >= 1 and <= MostAttempts
            ? attempts
            : throw setting.Invalid(
                $"'{setting.Shown}' is not how often a proposer may try for one experiment. Write a number from 1 to {MostAttempts}; "
                    + $"{DefaultAttempts} is the default"
            );
    }

    private static TimeSpan ParseProposalTime(ProgramSettings settings)
    {
        if (!settings.TryGet("Proposal time", out var setting))
            return DefaultProposalTime;
        return
            TrainingBudget.TryParse(setting.Value, out var time)
            && time.Unit == BudgetUnit.Seconds
            && time.Amount <= LongestProposal.TotalSeconds
            ? TimeSpan.FromSeconds(time.Amount)
            : throw setting.Invalid(
                $"'{setting.Shown}' is not how long one attempt at a proposal may take. Write '90 "
                    + $"seconds' or '10 minutes', up to '24 hours'"
            );
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
