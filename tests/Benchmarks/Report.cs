namespace AutoResearch.Benchmarks;

/// <summary>Medians and spread: the machine is shared and noisy.</summary>
internal static class Report
{
    public static void Phases(IReadOnlyList<Sample> samples)
    {
        Line("step: build", samples.Select(sample => sample.Build));
        Line("step: start-up of training", samples.Select(sample => sample.Startup));
        Line("step: training", samples.Select(sample => sample.Train));
        Line("step: evaluation", samples.Select(sample => sample.Eval));
        Line("step: the rest", samples.Select(sample => sample.Overhead - sample.Build - sample.Startup));
        Line("step: total", samples.Select(sample => sample.Total));
    }

    public static void Compare(string what, IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        var pairs = ours.Zip(theirs).ToList();
        Line($"{what} of step", pairs.Select(pair => pair.First));
        Line($"{what} of the shell loop", pairs.Select(pair => pair.Second));
        var ratios = pairs.Select(pair => pair.First / pair.Second).Order().ToList();
        Console.WriteLine($"{what}, step / shell loop: median of pairs {Median(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00})");
    }

    public static void Line(string name, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        Console.WriteLine($"{name, -34} median {Median(sorted):0.00} s  ({sorted[0]:0.00} to {sorted[^1]:0.00})");
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
