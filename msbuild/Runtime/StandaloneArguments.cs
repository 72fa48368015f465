using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch;

/// <summary>What <c>dotnet run</c> was asked for.</summary>
internal sealed partial record StandaloneArguments(TrainingBudget Budget, long Seed, string Device)
{
    public static readonly TrainingBudget DefaultBudget = new(60, BudgetUnit.Seconds);

    /// <param name="arguments">The program's arguments.</param>
    /// <param name="folder">Where program.md may be: its budget is used when none is given.</param>
    public static bool TryParse(
        string[] arguments,
        string folder,
        [NotNullWhen(true)] out StandaloneArguments? request,
        [NotNullWhen(false)] out string? problem
    )
    {
        request = null;
        problem = null;
        var result = new StandaloneArguments(BudgetOf(folder), 1, "auto");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--budget" when TrainingBudget.TryParse(value, out var budget):
                    result = result with { Budget = budget };
                    break;
                case "--seed" when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed):
                    result = result with { Seed = seed };
                    break;
                case "--device" when RunSettings.IsDevice(value):
                    result = result with { Device = value };
                    break;
                default:
                    problem = $"'{arguments[i]} {value}' is not understood.";
                    return false;
            }
        }

        request = result;
        return true;
    }

    // The tool reads program.md properly; here one line of it is enough to give `dotnet run` the same budget.
    private static TrainingBudget BudgetOf(string folder)
    {
        var program = Path.Combine(folder, "program.md");
        var line = File.Exists(program) ? BudgetLine().Match(File.ReadAllText(program)) : Match.Empty;
        return line.Success && TrainingBudget.TryParse(line.Groups["budget"].Value.TrimEnd('.'), out var budget) ? budget : DefaultBudget;
    }

    [GeneratedRegex(
        @"^[\s*+-]*Training budget\**:\**\s*(?<budget>[^\r\n]+?)\s*$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex BudgetLine();
}
