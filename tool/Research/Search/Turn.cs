namespace AutoResearch.Research.Search;

/// <summary>A dial and the value that it shall have.</summary>
internal readonly record struct Turn(Dial Dial, double To)
{
    /// <summary>How far it goes, with its sign, as a fraction of the range.</summary>
    public double Distance => Dial.Place(To) - Dial.Now;

    /// <summary>As a person says it: <c>Raise MatrixRate from 0.02 to 0.032</c>.</summary>
    public override string ToString() =>
        $"{(To > Dial.Knob.Value ? "Raise" : "Lower")} {Dial.Name} from {KnobReader.Literal(Dial.Knob, Dial.Knob.Value)} to "
        + $"{KnobReader.Literal(Dial.Knob, To)}";
}
