using Spectre.Console.Rendering;

namespace AutoResearch.Reports.Live;

/// <summary>Rows below each other, each as it is.</summary>
internal sealed class ScreenLines(IReadOnlyList<ScreenLine> lines) : Renderable
{
    /// <summary>Of each row, in cells, on a screen of this width.</summary>
    public IReadOnlyList<int> Widths(int width) => [.. lines.Select(line => Math.Min(width, line.Width))];

    protected override Measurement Measure(RenderOptions options, int maxWidth)
    {
        var width = Math.Min(maxWidth, lines.Count == 0 ? 0 : lines.Max(line => line.Width));
        return new Measurement(width, width);
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                yield return Segment.LineBreak;
            foreach (var segment in lines[i].Segments(maxWidth))
                yield return segment;
        }
    }
}
