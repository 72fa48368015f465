using System.Globalization;
using AutoResearch.Research.Keeping;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>A run that went on to its end.</summary>
/// <param name="Change">What was changed; empty for the incumbent.</param>
/// <param name="Score">val_bpb at the end.</param>
/// <param name="Curve">The losses that it reported.</param>
internal sealed record RecordedRun(string Change, long Seed, double Score, LearningCurve Curve)
{
    public bool IsIncumbent => Change.Length == 0;

    private static string Text(LossPoint point) => FormattableString.Invariant($"{point.Progress:R}:{point.Loss:R}");

    /// <summary>One run a line, so that a rule can be tried on the same runs again.</summary>
    public static void Save(string file, IEnumerable<RecordedRun> runs) =>
        File.WriteAllLines(
            file,
            runs.Select(run =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Change}\t{run.Seed}\t{run.Score:R}\t" + $"{string.Join(' ', run.Curve.Points.Select(Text))}"
                )
            )
        );

    public static IReadOnlyList<RecordedRun> Load(string file) => [.. File.ReadLines(file).Select(Parse)];

    private static RecordedRun Parse(string line)
    {
        var cells = line.Split('\t');
        var points = cells[3].Split(' ').Select(point => point.Split(':')).Select(pair => new LossPoint(Number(pair[0]), Number(pair[1])));
        return new RecordedRun(
            cells[0],
            long.Parse(cells[1], CultureInfo.InvariantCulture),
            Number(cells[2]),
            new LearningCurve([.. points])
        );
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
