using AutoResearch.Research.Search;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>Turns of the knobs as the built-in search makes them, each followed by one three times as far: most ideas are no steps of a
/// careful search.</summary>
internal static class KnobChanges
{
    private const int Seed = 1;

    // In parts of a knob's range.
    private const double Near = 0.1;
    private const double Far = 3 * Near;

    /// <summary>At most so many changes of a source text, always the same ones.</summary>
    public static IReadOnlyList<KnobTurn> Of(string source, int count)
    {
        var ways = Dial.Of(new Dictionary<string, string> { ["Train.cs"] = source }, DeviceClasses.OfCpu(Environment.ProcessorCount))
            .SelectMany(dial => new[] { (Dial: dial, Sign: 1), (Dial: dial, Sign: -1) })
            .ToArray();
        new Random(Seed).Shuffle(ways);
        return
        [
            .. ways.SelectMany(way =>
                    new[] { Near, Far }
                        .Select(distance => way.Dial.Toward(way.Dial.Now + (way.Sign * distance)))
                        .OfType<double>()
                        .Distinct()
                        .Select(value => new KnobTurn(KnobReader.Turn(source, way.Dial.Knob, value), new Turn(way.Dial, value).ToString()))
                )
                .Take(count),
        ];
    }
}
