using AutoResearch.Experiment;
using AutoResearch.Publishing.Sync;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>Where the research stands, in a few lines.</summary>
internal static class StatusView
{
    public static void Print(StatusDocument status, IReadOnlyList<Journal> running)
    {
        Console.Out.WriteLine($"{status.Folder} on {status.Branch}");
        foreach (var journal in running)
        {
            var slot = running.Count > 1 ? FormattableString.Invariant($" in slot {journal.Slot + 1}") : "";
            Console.Out.WriteLine(
                $"{(journal.Row is null ? "running" : "decided")}{slot}: experiment {Format.Number(journal.Number)}, "
                    + $"{journal.Description}, since {Format.Time(journal.Started)}"
                    + (journal.Row is null ? "" : ", waits for those before it")
            );
        }

        if (status.Incumbent is not { } incumbent)
        {
            Console.Out.WriteLine(
                status.LedgerOn is { } remote ? LedgerElsewhere.Says(remote) : "No baseline yet: run 'dotnet autoresearch init'."
            );
            return;
        }

        var metric = incumbent.Metric;
        var gain =
            status.FirstBaseline is { } first && metric.Value is { } best && first != 0
                ? $", {Format.Percent((best - first) / Math.Abs(first))} since the baseline of {Format.Metric(first)}"
                : "";
        Console.Out.WriteLine(
            $"best: {metric.Name} {Format.Metric(metric.Value)}{gain} (experiment {Format.Number(incumbent.Experiment)}, "
                + $"{incumbent.Description})"
        );
        if (status.Noise is { } noise)
            Console.Out.WriteLine($"noise: {Format.Metric(noise.Deviation)} from run to run{Reference(status, metric.Name)}");
        if (status.Drift.Count > 0)
            Console.Out.WriteLine($"drift: {Drift(status.Drift)}");
        Console.Out.WriteLine(
            $"compared under: {incumbent.Conditions.Budget} of training on {incumbent.Conditions.Device}, lock {incumbent.Conditions.Lock}"
        );
        Console.Out.WriteLine(
            $"experiments: {status.Experiments} ({string.Join(", ", status.Counts.Select(entry => $"{entry.Value} {entry.Key}"))})"
        );
        Console.Out.WriteLine(
            status.Changed.Count > 0
                ? $"changed in the working tree: {string.Join(", ", status.Changed)}"
                : "nothing changed in the working tree"
        );
    }

    private static string Reference(StatusDocument status, string metric) =>
        status.Reference is { } reference
            ? $"; candidates are compared with {metric} {Format.Metric(reference.Value)}, the mean of {reference.Runs} "
                + $"{(reference.Runs == 1 ? "run" : "runs")}"
            : "; the next candidate that looks promising has the incumbent measured again";

    // The latest few: whether gains on the validation split still carry over to the one that is held out.
    private static string Drift(IReadOnlyList<DriftDocument> drift)
    {
        const int shown = 5;
        var points = drift.TakeLast(shown).Select(point => $"{Format.Percent(point.Gap)} at {Format.Number(point.Experiment)}");
        return $"gains on validation fall short on the held-out split by {string.Join(", ", points)}";
    }
}
