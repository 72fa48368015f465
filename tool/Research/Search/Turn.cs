namespace AutoResearch.Research.Search;

/// <summary>A dial and the value that it shall have.</summary>
internal readonly record struct Turn(Dial Dial, double To)
{
    /// <summary>How far it goes, with its sign, as a fraction of the range.</summary>
    public double Distance => Dial.Place(To) - Dial.Now;

    /// <summary>As a person says it: <c>Raise MatrixRate from 0.02 to 0.032</c>.</summary>
    public override string ToString() => $"{Way} {Dial.Name} from {Text(Dial.Knob.Value)} to {Text(To)}";

    private string Way =>
        Dial.IsChoice ? "Set"
        : To > Dial.Knob.Value ? "Raise"
        : "Lower";

    // An alternative may be any text.
    private string Text(double value) => Dial.IsChoice ? Dial.Knob.Says(value).ToString() : KnobReader.Literal(Dial.Knob, value);
}
