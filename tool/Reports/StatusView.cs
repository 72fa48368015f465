using AutoResearch.Loop;

namespace AutoResearch.Reports;

/// <summary>Where the research stands, in a few lines.</summary>
internal static class StatusView
{
    public static void Print(StatusDocument status, Journal? running)
    {
        Console.Out.WriteLine($"{status.Folder} on {status.Branch}");
        if (running is not null)
            Console.Out.WriteLine($"running: experiment {Format.Number(running.Number)}, {running.Description}, since {Format.Time(running.Started)}");
        if (status.Incumbent is not { } incumbent)
        {
            Console.Out.WriteLine("No baseline yet: run 'dotnet autoresearch init'.");
            return;
        }

        var metric = incumbent.Metric;
        var gain = status.FirstBaseline is { } first && metric.Value is { } best && first != 0 ? $", {Format.Percent((best - first) / Math.Abs(first))} since the baseline of {Format.Metric(first)}" : "";
        Console.Out.WriteLine($"best: {metric.Name} {Format.Metric(metric.Value)}{gain} (experiment {Format.Number(incumbent.Experiment)}, {incumbent.Description})");
        Console.Out.WriteLine($"compared under: {incumbent.Conditions.Budget} of training on {incumbent.Conditions.Device}, lock {incumbent.Conditions.Lock}");
        Console.Out.WriteLine($"experiments: {status.Experiments} ({string.Join(", ", status.Counts.Select(entry => $"{entry.Value} {entry.Key}"))})");
        Console.Out.WriteLine(status.Changed.Count > 0
            ? $"changed in the working tree: {string.Join(", ", status.Changed)}"
            : "nothing changed in the working tree");
    }
}
