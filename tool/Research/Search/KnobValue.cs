using System.Globalization;

namespace AutoResearch.Research.Search;

/// <summary>What a knob stands at: a number, or the name of an alternative.</summary>
internal readonly record struct KnobValue
{
    // A name is a candidate's text, and may be as long as it likes.
    private const int MostShown = 60;

    // A smaller number would lose its digits.
    private const double LeastPlain = 1e-4;

    // In a cell, no other name has quotes.
    private const string Empty = "\"\"";

    private readonly string? name;
    private readonly double number;

    private KnobValue(string? name, double number) => (this.name, this.number) = (name, number);

    /// <summary>Null where it is a name.</summary>
    public double? Number => name is null ? number : null;

    /// <summary>As the ledger has it: exact, and without the signs that separate knobs there.</summary>
    public string Cell =>
        name is null ? number.ToString("R", CultureInfo.InvariantCulture)
        : name.Length == 0 ? Empty
        : Uri.EscapeDataString(name);

    public static implicit operator KnobValue(double number) => new(null, number);

    /// <summary>A value as it stands in a source, without quotes. What reads as a number is one.</summary>
    public static KnobValue Of(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : new KnobValue(text, 0);

    /// <summary>A <see cref="Cell"/> of the ledger.</summary>
    /// <exception cref="FormatException">It is empty.</exception>
    public static KnobValue Parse(string cell) =>
        cell.Length == 0 ? throw new FormatException("a knob's value is missing") : Of(cell == Empty ? "" : Uri.UnescapeDataString(cell));

    /// <summary>For a person: without characters that a terminal would act on.</summary>
    public override string ToString() =>
        name is null
            ? number.ToString(number != 0 && Math.Abs(number) < LeastPlain ? "G4" : "0.######", CultureInfo.InvariantCulture)
            : UntrustedText.Clean(name.ReplaceLineEndings(" ").Replace('\t', ' '), MostShown);
}
