namespace AutoResearch.Reports.Live;

/// <summary>A part of the live view that can be drawn in several heights.</summary>
/// <param name="Heights">In rows, ascending; the first is what it needs.</param>
/// <param name="Draw">Draws it in one of these heights.</param>
internal sealed record ScreenSection(IReadOnlyList<int> Heights, Func<int, IReadOnlyList<ScreenLine>> Draw)
{
    /// <summary>Lines of which any number can be shown, the first ones first.</summary>
    /// <param name="steps">The heights that it stops at; from the last of them on it grows row by row. None: all or nothing.</param>
    public static ScreenSection Of(IReadOnlyList<ScreenLine> lines, params IReadOnlyList<int> steps) =>
        new(
            [
                .. Enumerable
                    .Range(1, lines.Count)
                    .Where(height =>
                        steps.Count == 0 ? height == lines.Count : height >= steps[^1] || steps.Contains(height) || height == lines.Count
                    ),
            ],
            height => [.. lines.Take(height)]
        );
}
