using System.Globalization;
using AutoResearch.Research.Search;
using AutoResearch.SearchProblems;

namespace AutoResearch.Benchmarks.Search;

/// <summary>The table of real training as a problem: what was not trained lies between what was (<see cref="Surrogate"/>).</summary>
internal static class TableObjective
{
    /// <param name="file">The table; beside it lies the Train.cs that it was made with.</param>
    public static Objective Read(string file)
    {
        var source = File.ReadAllText(Path.ChangeExtension(file, ".cs.txt"));
        var dials = Dial.Of(new Dictionary<string, string> { ["Train.cs"] = source }, DeviceClass.SmallCpu);
        var lines = File.ReadAllLines(file).Select(line => line.Split('\t')).ToList();
        var names = dials.Select(dial => dial.Name).ToList();
        if (!lines[0][2..^2].SequenceEqual(names))
            throw new InvalidOperationException($"{file} is about {string.Join(", ", lines[0][2..^2])}, not {string.Join(", ", names)}.");
        var settings = lines
            .Skip(1)
            .GroupBy(cells => cells[0])
            .Select(runs => new Measured(
                [.. dials.Select((dial, i) => dial.Place(Number(runs.First()[2 + i])))],
                [.. runs.Select(cells => double.TryParse(cells[^2], CultureInfo.InvariantCulture, out var score) ? score : double.NaN)]
            ))
            .ToList();
        var scored = settings.Where(setting => !setting.Failed).ToList();
        var noise = Math.Sqrt(scored.Where(setting => setting.Scores.Length > 1).Average(setting => setting.Variance));
        var surrogate = new Surrogate([.. scored.Select(setting => setting.Places)], [.. scored.Select(setting => setting.Mean)], noise);
        var failed = settings.Where(setting => setting.Failed).Select(setting => setting.Places).ToList();
        Console.WriteLine(
            $"{lines.Count - 1} trainings of {settings.Count} settings, {failed.Count} failed; noise of a seed {noise:0.0000}; of settings "
                + $"left out in turn, {Explained(scored, noise):0.0 %} of the variance is predicted"
        );
        return new Objective(source, noise, at =>
            failed.Exists(place => surrogate.Distance(place, at) < scored.Min(other => surrogate.Distance(other.Places, at)))
                ? null
                : surrogate.Predict(at)
        );
    }

    // Of a fifth of the settings, predicted from the others, in turn.
    private static double Explained(List<Measured> settings, double noise)
    {
        const int Folds = 5;
        var errors = Enumerable
            .Range(0, Folds)
            .AsParallel()
            .SelectMany(fold =>
            {
                var others = settings.Where((_, i) => i % Folds != fold).ToList();
                var model = new Surrogate(
                    [.. others.Select(setting => setting.Places)],
                    [.. others.Select(setting => setting.Mean)],
                    noise
                );
                return settings.Where((_, i) => i % Folds == fold).Select(setting => setting.Mean - model.Predict(setting.Places)).ToList();
            })
            .ToList();
        var mean = settings.Average(setting => setting.Mean);
        return 1 - (errors.Average(error => error * error) / settings.Average(setting => Math.Pow(setting.Mean - mean, 2)));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Measured(double[] Places, double[] Scores)
    {
        public bool Failed => Scores.Any(double.IsNaN);

        public double Mean => Scores.Average();

        public double Variance => Scores.Sum(score => (score - Mean) * (score - Mean)) / (Scores.Length - 1);
    }
}
