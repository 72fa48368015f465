using System.Globalization;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// A knob as a search sees it: a place between 0 and 1 on its scale, whatever its units, and the values that a person would write.
/// </summary>
/// <param name="Path">The file that declares it.</param>
internal sealed record Dial(string Path, Knob Knob)
{
    // The fraction of a turn by which rounding to few digits may change it.
    private const double RoundingTolerance = 0.25;
    private const int MostDigits = 9;

    // As a fraction of the range: a smaller move does not count as a turn.
    private const double Nearest = 1e-4;

    public string Name => Knob.Name;

    /// <summary>Where it stands in the source, 0 to 1.</summary>
    public double Now => Place(Knob.Value);

    /// <summary>Its values are alternatives, which have no order.</summary>
    public bool IsChoice => Knob.Alternatives is not null;

    /// <summary>The distance between two allowed places next to each other, about; 0 where every place is allowed.</summary>
    public double Cell => Grid == 0 ? 0 : 1 / Math.Max(1, LastOnGrid - FirstOnGrid);

    private bool IsLog => Knob.Scale == Scale.Log && Knob.Minimum > 0;

    // The distance between two allowed values; 0 where every value is allowed.
    private double Grid => Knob.IsWhole ? Math.Max(1, Math.Round(Knob.Step)) : Knob.Step;

    /// <summary>The dials of some files. Of knobs with the same name only the first counts, as in the ledger.</summary>
    /// <param name="files">Text by path.</param>
    /// <param name="device">The class of the device that trains: presets of other classes are left alone. Null for all.</param>
    public static IReadOnlyList<Dial> Of(IReadOnlyDictionary<string, string> files, DeviceClass? device = null) =>
        [
            .. files
                .SelectMany(file => KnobReader.Read(file.Value, device).Select(knob => new Dial(file.Key, knob)))
                .DistinctBy(dial => dial.Name)
                .Where(dial => dial.CanTurn),
        ];

    // An empty range, or one that no value of the grid lies in, gives nothing to turn.
    private bool CanTurn =>
        double.IsFinite(Knob.Minimum)
        && double.IsFinite(Knob.Maximum)
        && Knob.Minimum < Knob.Maximum
        && Knob.Step >= 0
        && (Grid == 0 || FirstOnGrid <= LastOnGrid);

    private double FirstOnGrid => Math.Ceiling((Knob.Minimum / Grid) - 1e-9);

    private double LastOnGrid => Math.Floor((Knob.Maximum / Grid) + 1e-9);

    /// <summary>Where a value lies in the range, 0 to 1: of the logarithm where the scale is logarithmic.</summary>
    public double Place(double value) =>
        Math.Clamp(
            IsLog
                ? Math.Log(Math.Max(value, Knob.Minimum) / Knob.Minimum) / Math.Log(Knob.Maximum / Knob.Minimum)
                : (value - Knob.Minimum) / (Knob.Maximum - Knob.Minimum),
            0,
            1
        );

    /// <summary>
    /// The value that a person would write near a place: in range, on the grid, with few digits, and on the place's side of the present
    /// value, which it never equals. Null when there is none.
    /// </summary>
    public double? Toward(double place)
    {
        var target = Math.Round(Math.Clamp(place, 0, 1), 6);
        var up = place > Now;
        if (Math.Abs(place - Now) < Nearest)
            return null;
        var value = Grid > 0 ? OnGrid(Value(target), up) : Rounded(target);
        // The present value may lie outside the range: then only the way back is a turn.
        return value >= Knob.Minimum && value <= Knob.Maximum && (up ? value > Knob.Value : value < Knob.Value) ? value : null;
    }

    /// <summary>The allowed value nearest to a place, whatever it is now.</summary>
    public double At(double place) =>
        Grid > 0
            ? Math.Clamp(Math.Round(Value(Math.Clamp(place, 0, 1)) / Grid), FirstOnGrid, LastOnGrid) * Grid
            : Value(Math.Clamp(place, 0, 1));

    /// <summary>A place drawn around another one: of values that are far apart, at least the next; of alternatives, any other.</summary>
    /// <param name="deviation">How far, as a fraction of the range.</param>
    public double Near(double place, double deviation, Random random)
    {
        if (IsChoice)
        {
            var count = Knob.Alternatives!.Count;
            return Place((At(place) + 1 + random.Next(count - 1)) % count);
        }

        var step = Normal.Sample(random, 0, deviation);
        return Math.Clamp(place + (Math.Abs(step) < Cell ? Math.Sign(step) * Cell : step), 0, 1);
    }

    /// <summary>Whether the knob may have a value.</summary>
    public bool Allows(double value) =>
        value >= Knob.Minimum && value <= Knob.Maximum && (Grid == 0 || Math.Abs((value / Grid) - Math.Round(value / Grid)) < 1e-9);

    private double Value(double place) =>
        IsLog ? Knob.Minimum * Math.Pow(Knob.Maximum / Knob.Minimum, place) : Knob.Minimum + (place * (Knob.Maximum - Knob.Minimum));

    private double OnGrid(double target, bool up)
    {
        var nearest = Math.Round(target / Grid);
        // Rounding must not undo the turn.
        nearest = up
            ? Math.Max(nearest, Math.Floor((Knob.Value / Grid) + 1e-9) + 1)
            : Math.Min(nearest, Math.Ceiling((Knob.Value / Grid) - 1e-9) - 1);
        return Digits(Math.Clamp(nearest, FirstOnGrid, LastOnGrid) * Grid, 12);
    }

    private double Rounded(double place)
    {
        var target = Value(place);
        for (var digits = 2; digits <= MostDigits; digits++)
        {
            var value = Digits(target, digits);
            if (
                value >= Knob.Minimum
                && value <= Knob.Maximum
                && Math.Abs(Place(value) - place) <= RoundingTolerance * Math.Abs(place - Now)
            )
                return value;
        }

        return place >= 1 ? Knob.Maximum
            : place <= 0 ? Knob.Minimum
            : target;
    }

    // Through text: 0.0064 must not become 0.006400000000000001.
    private static double Digits(double value, int digits) =>
        double.Parse(
            value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
}
