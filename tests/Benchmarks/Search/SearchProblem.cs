using System.Security.Cryptography;
using AutoResearch.Research.Search;

namespace AutoResearch.Benchmarks.Search;

/// <summary>The template's knobs for a small CPU, with ranges that train in seconds, and settings drawn from them.</summary>
/// <param name="source">Train.cs with the narrower ranges.</param>
internal sealed class SearchProblem(string source)
{
    // What makes a model large takes minutes at the upper end of its range.
    private static readonly (string Before, string After)[] Narrower =
    [
        ("[Knob(1, 12)] private const int Layers = 3;", "[Knob(1, 4)] private const int Layers = 3;"),
        ("[Knob(64, 768, Step = 64)] private const int Width = 128;", "[Knob(64, 256, Step = 64)] private const int Width = 128;"),
        ("[Knob(1, 8)] private const int Heads = 1;", "[Knob(1, 4)] private const int Heads = 1;"),
        (
            "[Knob(1, 8)] private const int Expansion = 3;\n    [Knob(10, 18)]",
            "[Knob(1, 4)] private const int Expansion = 3;\n    [Knob(10, 14)]"
        ),
        (
            "[Knob(1, 64, Scale = Scale.Log)] private const int BatchSize = 8;",
            "[Knob(1, 16, Scale = Scale.Log)] private const int BatchSize = 8;"
        ),
    ];

    // A quarter of the windows: the score's own noise is small beside that of a seed.
    private static readonly (string Before, string After) FewerWindows = ("Windows = 512;", "Windows = 128;");

    private readonly IReadOnlyList<Dial> dials = Dial.Of(new Dictionary<string, string> { ["Train.cs"] = source }, DeviceClass.SmallCpu);

    public string Text => source;

    public IReadOnlyList<string> Names => [.. dials.Select(dial => dial.Name)];

    /// <summary>Makes a project of the template whose Train.cs has the narrower ranges.</summary>
    public static void Prepare(Bench bench, string project)
    {
        bench.MakeProject(project);
        Replace(Path.Combine(project, "Train.cs"), Narrower);
        Replace(Path.Combine(project, "Prepare.cs"), [FewerWindows]);
        LockAgain(project, "Prepare.cs");
        bench.Run(project, "dotnet", "build", "-c", "Release", "-v", "quiet");
        bench.Run(project, "git", "add", "-A");
        bench.Run(project, "git", "commit", "-q", "-m", "start");
    }

    public static SearchProblem Read(string project) => new(File.ReadAllText(Path.Combine(project, "Train.cs")));

    /// <summary>The values of a setting, in the order of <see cref="Names"/>: 0 is the template's own, each other is drawn uniformly on the
    /// knobs' scales, the same one whenever it is asked for.</summary>
    public IReadOnlyList<double> Draw(int setting)
    {
        var random = new Random(setting);
        return [.. dials.Select(dial => setting == 0 ? dial.Knob.Value : dial.Toward(random.NextDouble()) ?? dial.Knob.Value)];
    }

    /// <summary>Train.cs with these values.</summary>
    public string Source(IReadOnlyList<double> values) =>
        // From the end, so that the positions of the earlier ones stay valid.
        dials
            .Zip(values)
            .OrderByDescending(turn => turn.First.Knob.Literal.Start)
            .Aggregate(source, (text, turn) => KnobReader.Turn(text, turn.First.Knob, turn.Second));

    private static void LockAgain(string project, string file)
    {
        var path = Path.Combine(project, "autoresearch.lock");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(project, file))));
        var lines = File.ReadAllLines(path).Select(line => line.EndsWith("  " + file, StringComparison.Ordinal) ? $"{hash}  {file}" : line);
        File.WriteAllText(path, string.Join('\n', lines.ToList()) + "\n");
    }

    private static void Replace(string file, (string Before, string After)[] edits)
    {
        var text = File.ReadAllText(file);
        foreach (var (before, after) in edits)
        {
            if (!text.Contains(before, StringComparison.Ordinal))
                throw new InvalidOperationException($"{Path.GetFileName(file)} of the template has no '{before}' any more.");
            text = text.Replace(before, after, StringComparison.Ordinal);
        }

        File.WriteAllText(file, text);
    }
}
