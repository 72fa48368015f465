using System.Text;
using System.Text.Json;

namespace AutoResearch;

/// <summary>Reads orders from the harness: a line of JSON each. What an order announces in <c>bytes</c> follows its line.</summary>
internal sealed class OrderReader(Stream stream) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly BufferedStream buffered = new(stream, BufferSize);

    /// <summary>The next order, with its data; null when the harness closed the channel.</summary>
    public Order? Read()
    {
        if (ReadLine() is not { } line)
            return null;
        var order = JsonSerializer.Deserialize(line, ProtocolJson.Default.Order)!;
        return order is EvaluateOrder evaluate ? evaluate with { Data = ReadData(evaluate.Bytes) } : order;
    }

    public void Dispose() => buffered.Dispose();

    private string? ReadLine()
    {
        using var line = new MemoryStream();
        while (buffered.ReadByte() is var next and >= 0)
        {
            if (next == '\n')
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
            line.WriteByte((byte)next);
        }

        return null;
    }

    private byte[] ReadData(long length)
    {
        var data = new byte[length];
        buffered.ReadExactly(data);
        return data;
    }
}
