using System.Globalization;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Memory;

/// <summary>What one experiment taught, from its numbers.</summary>
internal static class Lesson
{
    private const int MostKnobs = 4;

    // From this confidence on, the keep rule spends a second run; up to SurelyWorse, the candidate is taken to be worse.
    private const double Promising = 0.75;
    private const double SurelyWorse = 0.05;

    /// <summary>One sentence. The names of knobs in it are the proposer's.</summary>
    public static string Of(ExperimentRecord record, Direction direction) =>
        record switch
        {
            { IsBaseline: true, Metric: not null, Noise: { } noise } =>
                $"The research branch scores {Score(record.Metric)}; one run differs from another by {Score(noise)}.",
            { IsBaseline: true, Metric: not null } =>
                $"The research branch scores {Score(record.Metric)}; how much runs differ is not known.",
            { Status: ExperimentStatus.Kept } => $"{Subject(record)} helps: {Size(record, direction)}.",
            { Status: ExperimentStatus.Simplified } => $"The code does as well without what was taken out: {Size(record, direction)}.",
            { Status: ExperimentStatus.Discarded } => Discarded(record, direction),
            { Status: ExperimentStatus.Stopped } => $"{Subject(record)} hurts: its learning curve was far behind the incumbent's.",
            { Status: ExperimentStatus.Interrupted } => "Nothing: it was not judged, and may be tried again.",
            { Status: ExperimentStatus.Invalid } => "Nothing about the idea: the change broke a rule.",
            { Status: ExperimentStatus.BuildFailed } => "Nothing about the idea: the code does not compile.",
            { Status: ExperimentStatus.Diverged } => $"{Subject(record)} makes training unstable.",
            { Status: ExperimentStatus.OutOfMemory } => $"{Subject(record)} needs more memory than there is.",
            { Status: ExperimentStatus.TimedOut or ExperimentStatus.Overran } => $"{Subject(record)} does not keep to the budget.",
            _ => "Nothing about the idea: the code broke while it ran.",
        };

    private static string Discarded(ExperimentRecord record, Direction direction)
    {
        if (record.Reason.StartsWith(KeepRule.WorseOnHeldOutReason, StringComparison.Ordinal))
            return $"{Subject(record)} helps on the validation split alone: it fits that split, not the task.";
        if (Gains.Of(record, direction) is not { } gain)
            return "Nothing: it was not compared.";
        if (gain == 0)
            return $"{Subject(record)} changes nothing that the score depends on.";
        return record.Confidence switch
        {
            >= Promising when gain > 0 =>
                $"{Subject(record)} may help: {Size(record, direction)}, too little to be sure of; worth combining with another change.",
            { } confidence when confidence > SurelyWorse && Error(record) is > 0 =>
                $"{Subject(record)} makes no difference that shows in the noise: {Size(record, direction)}.",
            _ => gain > 0
                ? $"{Subject(record)} brings less than its code has to: {Size(record, direction)}."
                : $"{Subject(record)} hurts: {Size(record, direction)}.",
        };
    }

    // 0.0123 better, 3.1 times the noise of one run
    private static string Size(ExperimentRecord record, Direction direction)
    {
        if (Gains.Of(record, direction) is not { } gain)
            return "it was not compared";
        var size = gain == 0 ? "the same score" : $"{Score(Math.Abs(gain))} {(gain > 0 ? "better" : "worse")}";
        var inNoise = record.Noise is > 0 and var noise
            ? string.Create(CultureInfo.InvariantCulture, $", {Math.Abs(gain) / noise:0.0} times the noise of one run")
            : "";
        var runs = record.Scores.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" over {record.Scores.Count} runs") : "";
        return size + inNoise + runs;
    }

    // Raising MatrixRate from 0.02 to 0.032
    private static string Subject(ExperimentRecord record)
    {
        if (record.Knobs.Count == 0)
            return "The change";
        var more =
            record.Knobs.Count > MostKnobs
                ? string.Create(CultureInfo.InvariantCulture, $" and turning {record.Knobs.Count - MostKnobs} more")
                : "";
        var turns = string.Join(" and ", record.Knobs.Take(MostKnobs).Select(Turn)) + more;
        return char.ToUpperInvariant(turns[0]) + turns[1..];
    }

    private static string Turn(KnobChange knob) => $"{Way(knob)} {UntrustedText.Clean(knob.Name)} from {knob.From} to {knob.To}";

    private static string Way(KnobChange knob) =>
        knob.Rises switch
        {
            true => "raising",
            false => "lowering",
            null => "setting",
        };

    private static double? Error(ExperimentRecord record) => Gains.Error(record);

    private static string Score(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";
}
