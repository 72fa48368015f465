using Spectre.Console.Rendering;

namespace AutoResearch.Reports.Live;

/// <summary>Rows below each other, each of so many cells at most.</summary>
internal sealed class ScreenLines(IReadOnlyList<ScreenLine> lines, int width) : Renderable
{
    /// <summary>Of each row, in cells.</summary>
    public IReadOnlyList<int> Widths => [.. lines.Select(line => Math.Min(width, line.Width))];

    protected override Measurement Measure(RenderOptions options, int maxWidth)
    {
        var widest = Math.Min(maxWidth, Widths.Append(0).Max());
        return new Measurement(widest, widest);
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                yield return Segment.LineBreak;
            foreach (var segment in lines[i].Segments(Math.Min(width, maxWidth)))
                yield return segment;
        }
    }
}
