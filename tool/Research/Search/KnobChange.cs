namespace AutoResearch.Research.Search;

/// <summary>A knob that a candidate turned, against the code it started from.</summary>
internal sealed record KnobChange(string Name, KnobValue From, KnobValue To)
{
    // In the ledger's cell: MatrixRate:0.02>0.032
    private const char AfterName = ':';
    private const char AfterFrom = '>';

    /// <summary>Whether it went up; null between names, which have no order.</summary>
    public bool? Rises => From.Number is { } from && To.Number is { } to ? to > from : null;

    public override string ToString() => $"{Name}{AfterName}{From.Cell}{AfterFrom}{To.Cell}";

    /// <summary>For a person: <c>MatrixRate 0.02 → 0.032</c>.</summary>
    public string InWords() => $"{Name} {From} → {To}";

    /// <exception cref="FormatException">It is no knob's change.</exception>
    public static KnobChange Parse(string text)
    {
        var name = text.IndexOf(AfterName);
        var from = text.IndexOf(AfterFrom);
        if (name <= 0 || from < name)
            throw new FormatException($"'{text}' is no change of a knob");
        return new KnobChange(text[..name], KnobValue.Parse(text[(name + 1)..from]), KnobValue.Parse(text[(from + 1)..]));
    }

    /// <summary>The knobs that stand in both sources with different values.</summary>
    public static IReadOnlyList<KnobChange> Between(string before, string after)
    {
        var values = KnobReader.Read(after).GroupBy(knob => knob.Name).ToDictionary(group => group.Key, group => group.First().Now);
        return
        [
            .. KnobReader
                .Read(before)
                .DistinctBy(knob => knob.Name)
                .Where(knob => values.TryGetValue(knob.Name, out var value) && value != knob.Now)
                .Select(knob => new KnobChange(knob.Name, knob.Now, values[knob.Name])),
        ];
    }

    /// <summary>Whether two sources differ in the values of knobs and in nothing else.</summary>
    public static bool AreAll(string before, string after)
    {
        var turned = KnobReader.Read(after);
        var source = before;
        var knobs = KnobReader.Read(before);
        if (knobs.Count != turned.Count)
            return false;
        // From the end, so that the positions of the earlier ones stay valid.
        foreach (var (knob, other) in knobs.Zip(turned).OrderByDescending(pair => pair.First.Literal.Start))
            source = string.Concat(
                source.AsSpan(0, knob.Literal.Start),
                after.AsSpan(other.Literal.Start, other.Literal.Length),
                source.AsSpan(knob.Literal.End)
            );
        return source == after;
    }
}
