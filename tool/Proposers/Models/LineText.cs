namespace AutoResearch.Proposers.Models;

/// <summary>
/// A text as lines that keep their own ends, so that an edit leaves all others byte for byte as they were. Edits know only
/// line feeds.
/// </summary>
internal sealed class LineText
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly string mark;
    private readonly string commonEnd;
    private readonly List<string> ends = [];

    public LineText(string text)
    {
        mark = text.StartsWith(ByteOrderMark) ? text[..1] : "";
        var start = mark.Length;
        while (start < text.Length)
        {
            var feed = text.IndexOf('\n', start);
            var stop =
                feed < 0 ? text.Length
                : feed > start && text[feed - 1] == '\r' ? feed - 1
                : feed;
            Lines.Add(text[start..stop]);
            start = feed < 0 ? text.Length : feed + 1;
            ends.Add(text[stop..start]);
        }

        commonEnd = 2 * ends.Count(end => end == "\r\n") > ends.Count ? "\r\n" : "\n";
    }

    /// <summary>Without their ends.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The lines of a text of an answer. A line end at its end makes no further line.</summary>
    public static string[] Split(string text)
    {
        if (text.Length == 0)
            return [];
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return (lines.EndsWith('\n') ? lines[..^1] : lines).Split('\n');
    }

    /// <summary>Replaces lines with others, which get the line end of most lines. The last one keeps the line end that was there.</summary>
    public void Replace(int start, int count, IReadOnlyList<string> replacement)
    {
        var last = count > 0 ? ends[start + count - 1] : commonEnd;
        Lines.RemoveRange(start, count);
        ends.RemoveRange(start, count);
        Lines.InsertRange(start, replacement);
        ends.InsertRange(start, Enumerable.Range(1, replacement.Count).Select(number => number < replacement.Count ? commonEnd : last));
    }

    public override string ToString() => mark + string.Concat(Lines.Zip(ends, (line, end) => line + end));
}
