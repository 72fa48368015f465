using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using Spectre.Console;

namespace AutoResearch.Reports;

/// <summary>The end of an experiment, as a person reads it: one verdict, then what it rests on.</summary>
internal static class VerdictView
{
    /// <param name="merged">The research branch holds the candidate now.</param>
    public static void Print(ExperimentRecord record, string researchBranch, bool merged)
    {
        var colour =
            record.Status.IsMerged() ? "green"
            : record.Status.IsSettled() ? "yellow"
            : "red";
        Line($"{Format.Number(record.Number)} {record.Description}", "bold");
        AnsiConsole.Write(new Markup($"[{colour}]{record.Status.Name()}[/]: ", Style.Plain));
        Console.Out.WriteLine(record.Reason);
        if (record.Metric is not null)
        {
            Console.Out.WriteLine(
                $"  {record.MetricName} {Format.Metric(record.Metric)}; {Runs(record)}{Format.Count(record.Steps ?? 0)} steps, "
                    + $"{Format.Count(record.Tokens ?? 0)} tokens, "
                    + $"{Format.Count(record.Parameters ?? 0)} parameters, peak memory {Format.Memory(record.PeakMemory)}, "
                    + $"{record.Conditions.Device}"
            );
        }

        var seconds = record.Seconds;
        Console.Out.WriteLine(
            $"  build {Format.Seconds(seconds.Build)}, start-up {Format.Seconds(seconds.Startup)}, training "
                + $"{Format.Seconds(seconds.Train)}, "
                + $"evaluation {Format.Seconds(seconds.Eval)}; overhead {Format.Seconds(seconds.Overhead)} of "
                + $"{Format.Seconds(seconds.Total)}"
        );
        if (record.Slowed > 0)
            Console.Out.WriteLine($"  {Format.Slowed(record.Slowed)}.");
        if (record.Detail is { Length: > 0 } detail && !record.Status.IsSettled())
            Console.Out.WriteLine($"  {UntrustedText.Label}:{Environment.NewLine}{Indented(detail)}");
        Console.Out.WriteLine("  " + WhatNow(record, researchBranch, merged));
    }

    private static string Runs(ExperimentRecord record)
    {
        var own = record.Scores.Count > 1 ? $"{record.Scores.Count} runs of " : "";
        return record.IncumbentRuns.Count > 0
            ? $"{record.IncumbentRuns.Count} of the incumbent beside {(own.Length > 0 ? own : "1 run of ")}"
            : own;
    }

    private static string WhatNow(ExperimentRecord record, string researchBranch, bool merged) =>
        record switch
        {
            { Status: ExperimentStatus.Interrupted, IsBaseline: true } => "Nothing was judged: run the command again.",
            { Status: ExperimentStatus.Interrupted } => "Nothing was judged, and your edits are still in the working tree: step again.",
            { IsBaseline: true } => $"{researchBranch} is what candidates are compared with.",
            { Status: ExperimentStatus.Kept or ExperimentStatus.Simplified } when merged => $"Merged into {researchBranch}.",
            { Status: ExperimentStatus.Kept or ExperimentStatus.Simplified } =>
                $"Kept, but not merged: {researchBranch} changed meanwhile and conflicts with it. Merge it by hand: git merge "
                    + $"{record.Commit[..12]}.",
            { Status: ExperimentStatus.Discarded or ExperimentStatus.Stopped } =>
                $"The working tree is back to {researchBranch}; 'dotnet autoresearch restore {record.Number}' brings the change back.",
            _ => "Your edits are still in the working tree: mend them and step again, or drop them with 'git restore .'.",
        };

    private static void Line(string text, string style)
    {
        AnsiConsole.Write(new Text(text, new Style(decoration: style == "bold" ? Decoration.Bold : Decoration.None)));
        AnsiConsole.WriteLine();
    }

    private static string Indented(string text)
    {
        // The end of a trace or the first errors: the rest is in the experiment's page.
        const int limit = 12;
        var lines = text.TrimEnd('\n').Split('\n');
        var shown = lines.Take(limit).Select(line => "    | " + line);
        return string.Join(
            Environment.NewLine,
            lines.Length > limit ? shown.Append($"    | … ({lines.Length - limit} more lines)") : shown
        );
    }
}
