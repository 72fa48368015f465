using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace AutoResearch.Training;

/// <summary>
/// One training process: the built experiment, in a process group of its own, talking over two anonymous pipes that
/// nobody else holds. Disposing it kills the whole group.
/// </summary>
internal sealed class TrainingProcess : IDisposable
{
    private readonly Process process;
    private readonly AnonymousPipeServerStream orders;
    private readonly AnonymousPipeServerStream events;
    private readonly BlockingCollection<TrainingEvent> received = [];
    private readonly CandidateOutput[] output;
    private readonly StreamWriter writer;
    private bool disposed;

    private TrainingProcess(Process process, AnonymousPipeServerStream orders, AnonymousPipeServerStream events)
    {
        this.process = process;
        this.orders = orders;
        this.events = events;
        output = [new CandidateOutput(process.StandardOutput, Log), new CandidateOutput(process.StandardError, Log)];
        writer = new StreamWriter(orders, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        new Thread(Listen) { IsBackground = true, Name = "AutoResearch events" }.Start();
    }

    /// <summary>What the program printed so far.</summary>
    public CandidateLog Log { get; } = new();

    public int Id => process.Id;

    public DateTime StartTimeUtc => process.StartTime.ToUniversalTime();

    /// <summary>Starts the program; it waits for orders.</summary>
    /// <param name="files">What it is and what it may read and write.</param>
    /// <param name="sandbox">What is put around it; null where there is none.</param>
    /// <param name="threads">On how many threads it computes; null for as many as the machine has, or the user says.</param>
    public static TrainingProcess Start(TrainingFiles files, Sandbox? sandbox, int? threads = null) =>
        ProcessStarter.Start(() => Open(files, sandbox, threads));

    private static TrainingProcess Open(TrainingFiles files, Sandbox? sandbox, int? threads)
    {
        var orders = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        using var filter = sandbox is null ? null : SystemCallFilter.Open();
        var command = sandbox?.Command(files, filter?.Handle) ?? files.Command;
        var start = ProcessGroup.Command(ResourceLimits.For(files.Scratch).Wrap(command));
        start.WorkingDirectory = files.Scratch;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        CandidateEnvironment.Apply(start.Environment, files.Scratch);
        if (threads is { } count)
            start.Environment["OMP_NUM_THREADS"] = count.ToString(CultureInfo.InvariantCulture);
        start.Environment[Channel.Variable] = $"{orders.GetClientHandleAsString()}:{events.GetClientHandleAsString()}";
        var process = Process.Start(start)!;
        // The child holds its own ends now; ours would keep the pipe open after its death.
        orders.DisposeLocalCopyOfClientHandle();
        events.DisposeLocalCopyOfClientHandle();
        process.StandardInput.Close();
        return new TrainingProcess(process, orders, events);
    }

    /// <summary>Sends an order and the data that it announces. Where the process is gone, the next <see cref="Receive"/> tells.</summary>
    public void Send(Order order, Stream? data = null)
    {
        try
        {
            writer.WriteLine(JsonSerializer.Serialize(order, ProtocolJson.Default.Order));
            // On a thread of its own: a process that does not read would block this thread, and the time limit would never begin.
            if (data is not null)
                _ = Task.Run(() => Copy(data));
        }
        catch (IOException)
        {
            // It died.
        }
    }

    private void Copy(Stream data)
    {
        try
        {
            data.CopyTo(orders);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It died, or was ended in the middle.
        }
    }

    /// <summary>The next event.</summary>
    /// <returns>Null when the process ended without another word.</returns>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public TrainingEvent? Receive(TimeSpan timeout, CancellationToken cancellation)
    {
        var limit = timeout <= TimeSpan.Zero ? TimeSpan.Zero : timeout;
        if (received.TryTake(out var message, (int)Math.Min(limit.TotalMilliseconds, int.MaxValue), cancellation))
            return message;
        return received.IsCompleted ? null : throw new TimeoutException();
    }

    /// <summary>The exit code of a process that has ended by itself; waits a moment for it.</summary>
    public int? ExitCode()
    {
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            return null;
        var code = process.ExitCode;
        // Processes that it started may still hold its output open.
        ProcessGroup.Kill(process);
        foreach (var stream in output)
            stream.Wait(TimeSpan.FromSeconds(5));
        return code;
    }

    /// <summary>Ends the whole group without waiting for it to be gone.</summary>
    public void Kill() => ProcessGroup.Kill(process);

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        ProcessGroup.Kill(process);
        process.WaitForExit(TimeSpan.FromSeconds(10));
        writer.Dispose();
        orders.Dispose();
        events.Dispose();
        process.Dispose();
    }

    private void Listen()
    {
        try
        {
            using var reader = new StreamReader(events, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, ProtocolJson.Default.TrainingEvent) is { } message)
                    received.Add(message);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or JsonException)
        {
            // A killed process may leave half a line. That ends the conversation just as the end of the pipe does.
        }
        finally
        {
            received.CompleteAdding();
        }
    }
}
