using System.Text;

namespace AutoResearch.Training;

/// <summary>
/// What a candidate prints: kept as a log of limited size, never parsed. Control characters are dropped, because a log
/// that is shown must not be able to move the reader's cursor.
/// </summary>
internal sealed class CandidateLog
{
    private const int Limit = 64 * 1024;

    private readonly StringBuilder text = new();
    private readonly Lock gate = new();
    private bool full;

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            if (full)
                return;
            foreach (var c in line)
            {
                if (!char.IsControl(c) || c == '\t')
                    text.Append(c);
            }

            text.Append('\n');
            if (text.Length > Limit)
            {
                text.Length = Limit;
                text.Append("\n[the rest was dropped: a candidate's log is kept up to 64 KiB]\n");
                full = true;
            }
        }
    }

    public override string ToString()
    {
        lock (gate)
            return text.ToString();
    }
}
