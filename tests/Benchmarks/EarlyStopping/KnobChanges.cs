using AutoResearch.Proposers;
using AutoResearch.Research.Search;

namespace AutoResearch.Benchmarks.EarlyStopping;

/// <summary>Changes as the built-in search makes them, each followed by the same turn of the knob three times as far: most ideas are no steps of a careful search.</summary>
internal static class KnobChanges
{
    private const int SearchSeed = 1;
    private const int Far = 3;

    /// <summary>At most so many changes of a source text, always the same ones.</summary>
    public static IReadOnlyList<KnobTurn> Of(string source, int count)
    {
        var search = new KnobSearch(SearchSeed);
        var changes = new List<KnobTurn>();
        while (changes.Count < count && search.Propose(source) is { } near)
        {
            changes.Add(near);
            if (changes.Count < count && Further(source, near) is { } far && changes.TrueForAll(change => change.Source != far.Source))
                changes.Add(far);
        }

        return changes;
    }

    private static KnobTurn? Further(string source, KnobTurn near)
    {
        var (knob, turned) = KnobReader.Read(source).Zip(KnobReader.Read(near.Source)).Single(pair => pair.First.Value != pair.Second.Value);
        var value = knob.Scale == Scale.Log
            ? knob.Value * Math.Pow(turned.Value / knob.Value, Far)
            : knob.Value + (Far * (turned.Value - knob.Value));
        var grid = knob.Step > 0 ? knob.Step : knob.IsWhole ? 1 : 0;
        value = Math.Clamp(grid > 0 ? grid * Math.Round(value / grid) : value, knob.Minimum, knob.Maximum);
        return value == knob.Value
            ? null
            : new KnobTurn(KnobReader.Turn(source, knob, value), $"Turn {knob.Name} from {KnobReader.Literal(knob, knob.Value)} far to {KnobReader.Literal(knob, value)}");
    }
}
