using System.Text;
using AutoResearch.Research;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AutoResearch.Reports.Live;

/// <summary>
/// One row of the live view: pieces of text, each with its style. It is cut where the screen ends and never wraps. Text goes in as
/// it is, whoever wrote it: what could steer a terminal is taken out, and nothing is read as markup.
/// </summary>
internal sealed class ScreenLine
{
    private readonly List<(string Text, Style Style)> pieces = [];

    /// <summary>In cells of the terminal.</summary>
    public int Width => pieces.Sum(piece => piece.Text.GetCellWidth());

    public ScreenLine Add(string text, Style? style = null)
    {
        pieces.Add((OneLine(text), style ?? Style.Plain));
        return this;
    }

    /// <summary>Adds text that takes exactly so many cells: cut, or filled up with spaces.</summary>
    public ScreenLine AddColumn(string text, int width, Style? style = null, bool right = false)
    {
        var cut = Cut(OneLine(text), width);
        var filler = new string(' ', Math.Max(0, width - cut.GetCellWidth()));
        return right ? Add(filler).Add(cut, style) : Add(cut, style).Add(filler);
    }

    /// <summary>The segments of the line, in so many cells at most.</summary>
    public IEnumerable<Segment> Segments(int width)
    {
        var room = width;
        var overflows = Width > width;
        foreach (var (text, style) in pieces)
        {
            if (room <= 0)
                yield break;
            var cells = text.GetCellWidth();
            var isLast = overflows && cells >= room;
            var shown = isLast ? Cut(text + "…", room) : text;
            room = isLast ? 0 : room - cells;
            if (shown.Length > 0)
                yield return new Segment(shown, style);
        }
    }

    /// <summary>The text in so many cells at most; what was cut off ends in an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (text.GetCellWidth() <= width)
            return text;
        var cut = new StringBuilder();
        var room = width - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.ToString();
            room -= letter.GetCellWidth();
            if (room < 0)
                break;
            cut.Append(letter);
        }

        return width > 0 ? cut.ToString().TrimEnd() + "…" : "";
    }

    private static string OneLine(string text) => UntrustedText.Clean(text).Replace('\n', ' ').Replace('\t', ' ');
}
