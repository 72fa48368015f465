namespace AutoResearch.Reports.Live;

/// <summary>A course of numbers as columns of blocks.</summary>
internal static class Sparkline
{
    // The most columns for one number, so that a course of few numbers is not stretched beyond recognition.
    private const int MostCellsEach = 3;

    private static readonly char[] Blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    private static readonly char[] Plain = [' ', '.', ':', '|'];

    /// <summary>Draws a course; where it has more numbers than there is room, each column shows the last of its share.</summary>
    /// <param name="width">Columns at most.</param>
    /// <param name="rows">From the smallest number at the foot to the greatest at the top.</param>
    /// <param name="unicode">False draws with what every terminal has.</param>
    /// <returns>The rows, from the top; none where nothing is to be drawn.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<double> course, int width, int rows, bool unicode)
    {
        if (course.Count == 0 || width <= 0 || rows <= 0)
            return [];
        var blocks = unicode ? Blocks : Plain;
        var full = blocks.Length - 1;
        var (low, high) = (course.Min(), course.Max());
        var levels = Columns(course, width).Select(value => Level(value, low, high, rows * full)).ToList();
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row => string.Concat(levels.Select(level => blocks[Math.Clamp(level - ((rows - 1 - row) * full), 0, full)]))),
        ];
    }

    private static IEnumerable<double> Columns(IReadOnlyList<double> course, int width)
    {
        var columns = Math.Min(width, course.Count * MostCellsEach);
        for (var column = 0; column < columns; column++)
        {
            var last = (int)Math.Ceiling((column + 1) * (double)course.Count / columns) - 1;
            yield return course[Math.Min(last, course.Count - 1)];
        }
    }

    // Levels begin at 1, so that even the smallest number can be seen.
    private static int Level(double value, double low, double high, int most) =>
        high > low && double.IsFinite(high - low) ? 1 + (int)Math.Round((value - low) / (high - low) * (most - 1)) : 1;
}
