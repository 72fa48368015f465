using System.Text;
using Spectre.Console;

namespace AutoResearch.Reports.Live;

/// <summary>
/// A block of rows at the end of a terminal's output that is drawn over and over. Nothing is erased before it is drawn anew, so
/// that it does not flicker; what is printed in between goes above it and stays.
/// </summary>
internal sealed class LiveFrame(IAnsiConsole console, TextWriter output)
{
    private const string EraseToEndOfLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    private string drawn = "";
    private IReadOnlyList<int> widths = [];

    /// <summary>Draws the block in place of the one before.</summary>
    /// <param name="above">Lines that stay above the block for good.</param>
    /// <param name="width">Of the screen at the moment.</param>
    /// <param name="height">Of the screen at the moment.</param>
    public void Draw(ScreenLines block, IReadOnlyList<string> above, int width, int height)
    {
        console.Profile.Width = width;
        var text = console.ToAnsi(block);
        if (above.Count == 0 && text == drawn)
            return;
        var frame = new StringBuilder(Return(width, height));
        foreach (var line in above)
            frame.Append(line).Append(EraseToEndOfLine).Append("\r\n");
        frame.Append(text.ReplaceLineEndings(EraseToEndOfLine + "\r\n")).Append(EraseToEndOfLine).Append(EraseBelow);
        // In one piece, or a slow terminal shows half of it.
        output.Write(frame.ToString());
        output.Flush();
        drawn = text;
        widths = block.Widths;
    }

    /// <summary>Leaves the block where it is: what comes next goes below it.</summary>
    public void Release()
    {
        if (drawn.Length == 0)
            return;
        output.Write(Environment.NewLine);
        output.Flush();
        drawn = "";
        widths = [];
    }

    // To the first row of the block. In a terminal that became narrower, rows were wrapped into several.
    private string Return(int width, int height)
    {
        var rows = widths.Sum(row => Math.Max(1, (row + width - 1) / width)) - 1;
        var up = Math.Min(rows, height - 1);
        return up > 0 ? $"\r\u001b[{up}A" : "\r";
    }
}
