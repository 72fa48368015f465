namespace AutoResearch.Reports.Live;

/// <summary>A section and its place.</summary>
/// <param name="Rank">How early it gets its rows where they are few: 1 is first.</param>
/// <param name="IsApart">An empty row stands before it where there is room.</param>
internal sealed record PlacedSection(int Rank, ScreenSection Section, bool IsApart = false);

/// <summary>Divides the rows of the screen among the sections.</summary>
internal static class ScreenLayout
{
    // Sections are set apart once all are tall enough to be read, and before they grow to their full height.
    private const int StagesBeforeGaps = 2;

    /// <param name="sections">In the order of the screen.</param>
    /// <param name="height">Rows that there are.</param>
    public static IReadOnlyList<ScreenLine> Arrange(IReadOnlyList<PlacedSection> sections, int height)
    {
        var heights = new int[sections.Count];
        var order = Enumerable.Range(0, sections.Count).OrderBy(index => sections[index].Rank).ToList();
        var room = height;
        var isSpaced = false;
        // All get what they need before one gets more, and so on, step by step.
        for (var stage = 0; stage < sections.Max(section => section.Section.Heights.Count); stage++)
        {
            if (stage == StagesBeforeGaps)
                room -= (isSpaced = Gaps(sections, heights) <= room) ? Gaps(sections, heights) : 0;
            foreach (var index in order)
            {
                var wanted = sections[index].Section.Heights;
                if (stage >= wanted.Count || wanted[stage] - heights[index] > room)
                    continue;
                room -= wanted[stage] - heights[index];
                heights[index] = wanted[stage];
            }
        }

        var lines = new List<ScreenLine>();
        for (var index = 0; index < heights.Length; index++)
        {
            if (isSpaced && sections[index].IsApart && lines.Count > 0 && heights[index] > 0)
                lines.Add(new ScreenLine());
            if (heights[index] > 0)
                lines.AddRange(sections[index].Section.Draw(heights[index]));
        }

        return lines;
    }

    private static int Gaps(IReadOnlyList<PlacedSection> sections, int[] heights) =>
        sections.Where((section, index) => section.IsApart && heights[index] > 0).Count();
}
