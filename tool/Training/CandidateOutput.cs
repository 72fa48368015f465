using System.Text;

namespace AutoResearch.Training;

/// <summary>
/// Reads what a candidate prints, to the end and in lines of limited length: a process that prints without end, or without
/// the end of a line, neither fills the tool's memory nor waits for its reader.
/// </summary>
internal sealed class CandidateOutput
{
    private const int LineLimit = 4096;

    private readonly Thread thread;

    public CandidateOutput(TextReader reader, CandidateLog log)
    {
        thread = new Thread(() => Read(reader, log)) { IsBackground = true, Name = "AutoResearch log" };
        thread.Start();
    }

    /// <summary>Waits until everything is in the log, or the time is over.</summary>
    public void Wait(TimeSpan limit) => thread.Join(limit);

    private static void Read(TextReader reader, CandidateLog log)
    {
        var buffer = new char[LineLimit];
        var line = new StringBuilder();
        try
        {
            while (reader.Read(buffer) is > 0 and var count)
            {
                foreach (var c in buffer.AsSpan(0, count))
                {
                    if (c != '\n')
                        line.Append(c);
                    if (c == '\n' || line.Length == LineLimit)
                        Take(line, log);
                }
            }

            if (line.Length > 0)
                Take(line, log);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was disposed of: what it would still have said is of no interest.
        }
    }

    private static void Take(StringBuilder line, CandidateLog log)
    {
        log.Add(line.ToString());
        line.Clear();
    }
}
