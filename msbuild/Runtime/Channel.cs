using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace AutoResearch;

/// <summary>
/// The line to the harness: two anonymous pipes whose handles arrive in the environment and are taken out of it before
/// any code of the experiment runs. Standard output stays a log that nobody parses.
/// </summary>
internal sealed class Channel : IDisposable
{
    /// <summary>Holds <c>&lt;handle to read orders&gt;:&lt;handle to write events&gt;</c>.</summary>
    public const string Variable = "AUTORESEARCH_CHANNEL";

    private readonly BlockingCollection<Order> orders = [];
    private readonly StreamWriter events;
    private readonly Lock gate = new();

    public Channel(Stream orders, Stream events)
    {
        this.events = new StreamWriter(events, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        new Thread(() => Listen(orders)) { IsBackground = true, Name = "AutoResearch orders" }.Start();
    }

    /// <summary>The channel that the harness opened, or null when the program was started by hand.</summary>
    public static Channel? OpenFromEnvironment()
    {
        var value = Environment.GetEnvironmentVariable(Variable);
        if (value is null)
            return null;
        Environment.SetEnvironmentVariable(Variable, null);
        var handles = value.Split(':');
        return new Channel(
            new AnonymousPipeClientStream(PipeDirection.In, handles[0]),
            new AnonymousPipeClientStream(PipeDirection.Out, handles[1])
        );
    }

    /// <summary>The next order; waits for it.</summary>
    public Order Receive() => orders.Take();

    public void Send(TrainingEvent message)
    {
        var line = JsonSerializer.Serialize(message, ProtocolJson.Default.TrainingEvent);
        lock (gate)
            events.WriteLine(line);
    }

    public void Dispose() => events.Dispose();

    // A harness that went away, however suddenly, closes the pipe. Training for nobody must not go on: it would hold
    // the device that the next experiment needs.
    private void Listen(Stream stream)
    {
        try
        {
            using var reader = new OrderReader(stream);
            while (reader.Read() is { } order)
                orders.Add(order);
        }
        catch (EndOfStreamException)
        {
            // It went away in the middle of an order.
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
