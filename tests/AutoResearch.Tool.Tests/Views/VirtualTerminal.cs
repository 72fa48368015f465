using System.Text;

namespace AutoResearch.Tests.Views;

/// <summary>
/// A terminal as the live view knows it: it wraps what is too long, scrolls, and understands the moves and erasures that the view
/// writes. Anything else that starts with an escape, but for colours, is an error.
/// </summary>
internal sealed class VirtualTerminal : StringWriter
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    public int Width { get; private set; } = 80;

    public int Height { get; private set; } = 24;

    /// <summary>All rows, those included that were scrolled off, without what is blank at their ends.</summary>
    public IReadOnlyList<string> Rows => [.. rows.Select(text => text.ToString().TrimEnd())];

    /// <summary>Another size: rows that became too long are wrapped, as terminals do.</summary>
    public void Resize(int width, int height)
    {
        (Width, Height) = (width, height);
        var wrapped = rows.SelectMany(text => text.Length == 0 ? [""] : text.ToString().Chunk(width).Select(part => new string(part)))
            .ToList();
        rows.Clear();
        rows.AddRange(wrapped.Select(text => new StringBuilder(text)));
        row = rows.Count - 1;
        column = rows[row].Length;
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        for (var i = 0; i < value!.Length; i++)
        {
            if (value[i] == '\u001b')
                i = Escape(value, i);
            else if (value[i] == '\r')
                column = 0;
            else if (value[i] == '\n')
                Down();
            else
                Put(value[i]);
        }
    }

    private int Escape(string text, int start)
    {
        Assert.Equal('[', text[start + 1]);
        var end = start + 2;
        while (!char.IsAsciiLetter(text[end]))
            end++;
        var argument = text[(start + 2)..end];
        switch (text[end])
        {
            case 'A':
                // The cursor does not leave the screen.
                row = Math.Max(Math.Max(0, rows.Count - Height), row - int.Parse(argument));
                break;
            case 'K':
                rows[row].Length = Math.Min(rows[row].Length, column);
                break;
            case 'J':
                rows[row].Length = Math.Min(rows[row].Length, column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            default:
                Assert.Equal('m', text[end]);
                break;
        }

        return end;
    }

    private void Put(char letter)
    {
        if (column == Width)
        {
            Down();
            column = 0;
        }

        var line = rows[row];
        if (line.Length <= column)
            line.Append(' ', column + 1 - line.Length);
        line[column++] = letter;
    }

    private void Down()
    {
        row++;
        if (row == rows.Count)
            rows.Add(new StringBuilder());
    }
}
