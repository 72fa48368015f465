using System.Globalization;

namespace AutoResearch.Benchmarks.Search;

/// <summary>One training of the table.</summary>
/// <param name="Result">The score in val_bpb, or how the training failed.</param>
/// <param name="Seconds">Of training and scoring.</param>
internal sealed record TableRow(long Seed, string Result, double Seconds)
{
    public int Setting { get; init; }

    public IReadOnlyList<double> Values { get; init; } = [];

    public static string Header(IEnumerable<string> knobs) => string.Join('\t', ["setting", "seed", .. knobs, "val_bpb", "seconds"]);

    /// <summary>The setting and the seed that a line is about.</summary>
    public static (int Setting, long Seed) KeyOf(string line)
    {
        var cells = line.Split('\t');
        return (int.Parse(cells[0], CultureInfo.InvariantCulture), long.Parse(cells[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        string.Join(
            '\t',
            [Number(Setting), Number(Seed), .. Values.Select(Number), Result, Seconds.ToString("0.0", CultureInfo.InvariantCulture)]
        );

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
