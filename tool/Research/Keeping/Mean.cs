namespace AutoResearch.Research.Keeping;

/// <summary>The arithmetic mean, as comparisons take it.</summary>
internal static class Mean
{
    /// <summary>
    /// The mean; for equal numbers it is exactly that number. A plain sum rounds (0.1 + 0.1 + 0.1 over 3 is more than 0.1), and where the
    /// noise floor is zero the last bit would decide.
    /// </summary>
    public static double Of(IReadOnlyList<double> values)
    {
        var first = values[0];
        return first + values.Average(value => value - first);
    }
}
