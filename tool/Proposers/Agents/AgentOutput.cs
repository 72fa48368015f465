namespace AutoResearch.Proposers.Agents;

/// <summary>Reads what an agent prints, to the end and as fast as it prints: one that prints without end neither waits for its reader
/// nor fills the memory.</summary>
internal sealed class AgentOutput
{
    // A report at the end of the output is far shorter than the tail; the head tells what went wrong at the start.
    private const int HeadLimit = 256 * 1024;
    private const int TailLimit = 768 * 1024;

    private readonly HeadAndTail text = new(HeadLimit, TailLimit);
    private readonly Lock gate = new();
    private readonly Thread thread;

    public AgentOutput(TextReader reader)
    {
        thread = new Thread(() => Read(reader)) { IsBackground = true, Name = "AutoResearch agent" };
        thread.Start();
    }

    /// <summary>Everything so far; of more than 1 MiB, the beginning and the end. Waits at most this long for the output to end.</summary>
    public string ToEnd(TimeSpan limit)
    {
        thread.Join(limit);
        lock (gate)
            return text.ToString();
    }

    private void Read(TextReader reader)
    {
        var buffer = new char[16 * 1024];
        try
        {
            while (reader.Read(buffer) is > 0 and var count)
            {
                lock (gate)
                    text.Add(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was disposed of: what it would still have said is of no interest.
        }
    }
}
