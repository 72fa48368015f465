using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;

namespace AutoResearch.Tests.Runtime;

/// <summary>The other end of the channel: gives orders to an experiment that runs on a thread of its own.</summary>
internal sealed class Harness
{
    // An end of the channel that is closed makes the Runtime kill its process, which is this one. They stay open to the end.
    private static readonly List<object> KeptOpen = [];

    private readonly StreamWriter orders;
    private readonly StreamReader events;

    public Harness(Counting experiment)
    {
        var orderPipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var eventPipe = new AnonymousPipeServerStream(PipeDirection.In);
        var channel = new Channel(
            new AnonymousPipeClientStream(PipeDirection.In, orderPipe.ClientSafePipeHandle),
            new AnonymousPipeClientStream(PipeDirection.Out, eventPipe.ClientSafePipeHandle)
        );
        lock (KeptOpen)
            KeptOpen.AddRange([orderPipe, eventPipe, channel]);
        orders = new StreamWriter(orderPipe) { AutoFlush = true, NewLine = "\n" };
        events = new StreamReader(eventPipe);
        new Thread(() => ExitCode.SetResult(new HarnessSession<Counting.Model, Run>(experiment, channel).Run()))
        {
            IsBackground = true,
        }.Start();
    }

    /// <summary>What the program would return; set when it ends by itself.</summary>
    public TaskCompletionSource<int> ExitCode { get; } = new();

    /// <summary>What was told of the processors meanwhile.</summary>
    public List<JsonNode> Processors { get; } = [];

    /// <summary>Gives an order and returns what it ends with, and the steps before.</summary>
    public (JsonNode Event, int Steps) Give(string order)
    {
        orders.WriteLine(order);
        return Give();
    }

    private (JsonNode Event, int Steps) Give()
    {
        for (var steps = 0; ; )
        {
            var answer = JsonNode.Parse(events.ReadLine()!)!;
            switch ((string?)answer["event"])
            {
                case "step":
                    steps++;
                    break;
                case "processors":
                    Processors.Add(answer);
                    break;
                default:
                    return (answer, steps);
            }
        }
    }

    /// <summary>Has the model scored on a text, which follows its order.</summary>
    public JsonNode Evaluate(string split = "validation split\n", bool compressed = false, string worth = "null")
    {
        var data = Encoding.UTF8.GetBytes(split);
        if (compressed)
        {
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
                gzip.Write(data);
            data = memory.ToArray();
        }

        orders.WriteLine(
            $$"""{"order":"evaluate","seed":1,"bytes":{{data.Length}},"compressed":{{(compressed ? "true" : "false")}},"worth":{{worth}}}"""
        );
        orders.BaseStream.Write(data);
        return Give().Event;
    }

    public JsonNode Open(string budget = "5 steps") =>
        Give($$"""{"order":"open","seed":3,"budget":"{{budget}}","device":"cpu","train":true}""").Event;
}
