using AutoResearch.Research.Search;

namespace AutoResearch.Benchmarks.Throughput;

/// <summary>A model of the template's kind, by the values of its preset's knobs.</summary>
/// <param name="Name">For the table.</param>
internal sealed record ModelSize(string Name, int Layers, int Width, int Heads, int Expansion, int HashBits, int BatchSize)
{
    private const int Length = 256;

    /// <summary>The preset of a small CPU.</summary>
    public static readonly ModelSize Small = new("2.0 M", 3, 128, 1, 3, 12, 8);

    /// <summary>The preset of a GPU, and one that keeps a GPU busier.</summary>
    public static readonly ModelSize[] Large = [new("27.9 M", 6, 384, 6, 3, 14, 64), new("151 M", 8, 1024, 16, 4, 14, 256)];

    /// <summary>Train.cs with these values in every preset, so that they train whatever the device.</summary>
    public string Apply(string source)
    {
        var values = new Dictionary<string, double>
        {
            [nameof(Layers)] = Layers,
            [nameof(Width)] = Width,
            [nameof(Heads)] = Heads,
            [nameof(Expansion)] = Expansion,
            [nameof(HashBits)] = HashBits,
            [nameof(BatchSize)] = BatchSize,
            [nameof(Length)] = Length,
            ["Dropout"] = 0,
        };
        // From the end, so that the places of those before stay where they are.
        return KnobReader
            .Read(source)
            .Where(knob => knob.Preset is not null)
            .OrderByDescending(knob => knob.Literal.Start)
            .Aggregate(source, (text, knob) => KnobReader.Turn(text, knob, values[knob.Name[(knob.Name.IndexOf('.') + 1)..]]));
    }

    /// <summary>The same for port.py.</summary>
    public string[] Arguments =>
        [
            "--layers",
            $"{Layers}",
            "--width",
            $"{Width}",
            "--heads",
            $"{Heads}",
            "--expansion",
            $"{Expansion}",
            "--hash",
            $"{HashBits}",
            "--batch",
            $"{BatchSize}",
            "--length",
            $"{Length}",
        ];
}
