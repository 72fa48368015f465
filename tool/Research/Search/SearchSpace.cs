using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoResearch.Research.Search;

/// <summary>The knobs of some files, which of them count, and what has to hold between them.</summary>
internal sealed class SearchSpace
{
    private readonly Dictionary<string, int> indices;

    // By index of the dial: what makes it count. Null where it always does.
    private readonly Func<double[], bool>?[] conditions;
    private readonly List<Func<double[], bool>> constraints = [];
    private readonly double[] now;

    /// <param name="files">The editable files: text by path.</param>
    /// <param name="device">The class of the device that trains; null for all.</param>
    public SearchSpace(IReadOnlyDictionary<string, string> files, DeviceClass? device)
    {
        Dials = Dial.Of(files, device);
        indices = Dials.Select((dial, index) => (dial.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index);
        conditions = new Func<double[], bool>?[Dials.Count];
        now = [.. Dials.Select(dial => dial.Knob.Value)];
        foreach (var source in files.Values)
            Read(CSharpSyntaxTree.ParseText(source).GetRoot(), device);
    }

    public IReadOnlyList<Dial> Dials { get; }

    /// <summary>Whether anything has to hold between knobs.</summary>
    public bool HasConstraints => constraints.Count > 0;

    public int IndexOf(Dial dial) => indices[dial.Name];

    /// <summary>Those turns that change something: a knob that does not count in the program that they lead to is left as it is.</summary>
    public IReadOnlyList<Turn> Effective(IReadOnlyList<Turn> turns)
    {
        // A turn that goes may have been what made another one count.
        while (true)
        {
            var values = Values(turns);
            var left = turns.Where(turn => Holds(conditions[IndexOf(turn.Dial)], values)).ToList();
            if (left.Count == turns.Count)
                return turns;
            turns = left;
        }
    }

    /// <summary>Whether all constraints hold after turns.</summary>
    public bool Allows(IReadOnlyList<Turn> turns) => !HasConstraints || Hold(Values(turns));

    /// <summary>Whether all constraints hold at places.</summary>
    public bool Allows(IReadOnlyList<double> places) => !HasConstraints || Hold(At(places));

    /// <summary>Places of all dials, where those that do not count stand where they stand now: settings that differ only there are
    /// one.</summary>
    public IReadOnlyList<double> WithoutIdle(IReadOnlyList<double> places)
    {
        if (conditions.All(condition => condition is null))
            return places;
        var values = At(places);
        return [.. Dials.Select((dial, i) => Holds(conditions[i], values) ? places[i] : dial.Now)];
    }

    private bool Hold(double[] values) => constraints.TrueForAll(constraint => Holds(constraint, values));

    private double[] At(IReadOnlyList<double> places) =>
        [.. Dials.Select((dial, i) => places[i] == dial.Now ? dial.Knob.Value : dial.At(places[i]))];

    private double[] Values(IReadOnlyList<Turn> turns)
    {
        var values = (double[])now.Clone();
        foreach (var turn in turns)
            values[IndexOf(turn.Dial)] = turn.To;
        return values;
    }

    // What cannot be computed, such as a division by 0, does not compile either.
    private static bool Holds(Func<double[], bool>? condition, double[] values)
    {
        try
        {
            return condition?.Invoke(values) ?? true;
        }
        catch (DivideByZeroException)
        {
            return false;
        }
    }

    private void Read(SyntaxNode root, DeviceClass? device)
    {
        var formulas = new KnobFormulas(root, Dials);
        foreach (var field in KnobFormulas.Fields(root))
        {
            if (KnobSyntax.Arguments(field, "Constraint") is not null && IsFor(field, device))
                constraints.AddRange(field.Declaration.Variables.Select(formulas.Truth).OfType<Func<double[], bool>>());
            foreach (var constant in field.Declaration.Variables)
            {
                if (
                    indices.TryGetValue(KnobReader.NameOf(constant), out var index)
                    && Dials[index].Knob.When is { } when
                    && formulas.Find(when, field) is { } condition
                )
                    conditions[index] = formulas.Truth(condition);
            }
        }
    }

    private static bool IsFor(FieldDeclarationSyntax field, DeviceClass? device) =>
        device is null || KnobSyntax.PresetOf(field) is not { } preset || preset.Device == device;
}
