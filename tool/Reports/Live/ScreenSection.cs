namespace AutoResearch.Reports.Live;

/// <summary>A part of the live view that can be drawn in several heights.</summary>
/// <param name="Heights">In rows, ascending; the first is what it needs.</param>
/// <param name="Draw">Draws it in one of these heights.</param>
internal sealed record ScreenSection(IReadOnlyList<int> Heights, Func<int, IReadOnlyList<ScreenLine>> Draw)
{
    /// <summary>Lines of which any number can be shown, the first ones first.</summary>
    /// <param name="steps">The heights in between that are worth stopping at.</param>
    public static ScreenSection Of(IReadOnlyList<ScreenLine> lines, params IReadOnlyList<int> steps) =>
        new([.. steps.Where(step => step < lines.Count).Append(lines.Count).Where(height => height > 0)], height => [.. lines.Take(height)]);
}

/// <summary>Divides the rows of the screen among the sections.</summary>
internal static class ScreenLayout
{
    /// <param name="sections">In the order of the screen, each with how early it gets its rows: 1 is first.</param>
    /// <param name="height">Rows that there are.</param>
    public static IReadOnlyList<ScreenLine> Arrange(IReadOnlyList<(int Rank, ScreenSection Section)> sections, int height)
    {
        var heights = new int[sections.Count];
        var order = Enumerable.Range(0, sections.Count).OrderBy(index => sections[index].Rank).ToList();
        var room = height;
        // All get what they need before one gets more, and so on, step by step.
        for (var stage = 0; stage < sections.Max(entry => entry.Section.Heights.Count); stage++)
        {
            foreach (var index in order)
            {
                var wanted = sections[index].Section.Heights;
                if (stage >= wanted.Count || wanted[stage] - heights[index] > room)
                    continue;
                room -= wanted[stage] - heights[index];
                heights[index] = wanted[stage];
            }
        }

        var shown = Enumerable.Range(0, sections.Count).Where(index => heights[index] > 0).ToList();
        var isSpaced = room >= shown.Count - 1;
        var lines = new List<ScreenLine>();
        foreach (var index in shown)
        {
            if (isSpaced && lines.Count > 0)
                lines.Add(new ScreenLine());
            lines.AddRange(sections[index].Section.Draw(heights[index]));
        }

        return lines;
    }
}
