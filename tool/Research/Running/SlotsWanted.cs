using System.Globalization;

namespace AutoResearch.Research.Running;

/// <summary>How many slots a run is to have.</summary>
/// <param name="Count">Null for as many as train the most together.</param>
internal readonly record struct SlotsWanted(int? Count)
{
    /// <summary>One experiment at a time, on the whole machine.</summary>
    public static readonly SlotsWanted One = new(1);

    private const int Most = 256;

    /// <summary>Reads <c>auto</c> or a whole number from 1.</summary>
    public static bool TryParse(string text, out SlotsWanted wanted)
    {
        wanted = new SlotsWanted(null);
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
            return false;
        wanted = new SlotsWanted(count);
        return true;
    }
}
