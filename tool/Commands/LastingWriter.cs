using System.Text;

namespace AutoResearch.Commands;

/// <summary>
/// A standard stream that its reader may leave. After a hang-up every write to the terminal fails, and an experiment has to end in
/// order all the same: what cannot be written is dropped.
/// </summary>
/// <param name="drops">Which failures are the reader's leaving; others are thrown.</param>
internal sealed class LastingWriter(TextWriter inner, Func<IOException, bool> drops) : TextWriter
{
    // errno of a terminal that is gone; macOS has the same number.
    private const int InputOutputError = 5;

    private volatile bool isGone;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts one in front of each standard stream. What a verb answers has to arrive, or to fail, unless nobody is there.</summary>
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
