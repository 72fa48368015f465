using System.Text;

namespace AutoResearch.Proposers.Agents;

/// <summary>Text of any length, of which the beginning and the end are kept.</summary>
/// <param name="headLimit">Characters of the beginning.</param>
/// <param name="tailLimit">Characters of the end.</param>
internal sealed class HeadAndTail(int headLimit, int tailLimit)
{
    private readonly StringBuilder head = new();
    private readonly StringBuilder tail = new();
    private long dropped;

    public void Add(ReadOnlySpan<char> text)
    {
        var first = Math.Min(text.Length, headLimit - head.Length);
        head.Append(text[..first]);
        tail.Append(text[first..]);
        // Not at each piece: cutting the beginning off a builder copies all that stays.
        if (tail.Length > 2 * tailLimit)
            Cut();
    }

    /// <summary>Both ends, on lines of their own where something between them was dropped.</summary>
    public override string ToString()
    {
        if (tail.Length > tailLimit)
            Cut();
        return dropped == 0 ? $"{head}{tail}" : $"{head}\n[{dropped} characters were dropped here]\n{tail}";
    }

    private void Cut()
    {
        dropped += tail.Length - tailLimit;
        tail.Remove(0, tail.Length - tailLimit);
    }
}
