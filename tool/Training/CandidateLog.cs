using System.Text;
using AutoResearch.Research;

namespace AutoResearch.Training;

/// <summary>
/// What a candidate prints: kept as a log of limited size, never parsed, and without what could steer its reader's screen.
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
            text.Append(UntrustedText.Clean(line, Limit)).Append('\n');
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
