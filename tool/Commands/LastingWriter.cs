using System.Text;

namespace AutoResearch.Commands;

/// <summary>
/// A standard stream whose reader may go away. After a hang-up every write to the terminal fails, but an experiment still has to end
/// in order: what cannot be written is dropped.
/// </summary>
/// <param name="drops">True for failures that mean that the reader is gone; others are thrown.</param>
internal sealed class LastingWriter(TextWriter inner, Func<IOException, bool> drops) : TextWriter
{
    // errno of a terminal that is gone; macOS has the same number.
    private const int InputOutputError = 5;

    private volatile bool isGone;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts one in front of each standard stream. Standard output carries the answer of a verb, so there only a terminal that is
    /// gone is excused: any other failed write is thrown.</summary>
    public static void Install()
    {
        Console.SetError(Synchronized(new LastingWriter(Console.Error, _ => true)));
        Console.SetOut(Synchronized(new LastingWriter(Console.Out, exception => exception.HResult == InputOutputError)));
    }

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (isGone)
            return;
        try
        {
            write();
        }
        catch (IOException exception) when (drops(exception))
        {
            isGone = true;
        }
    }
}
