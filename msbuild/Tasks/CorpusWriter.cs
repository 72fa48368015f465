using System.IO.Compression;

namespace AutoResearch.Tasks;

/// <summary>Writes a split: its parts one after another, compressed.</summary>
internal static class CorpusWriter
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>The same parts give the same bytes: a gzip header without a name and without a time.</summary>
    public static void Write(string path, IReadOnlyList<TextPart> parts) => AtomicFile.Write(path, stream =>
        {
            using var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
            var last = (byte)'\n';
            foreach (var part in parts)
            {
                // Two files must not meet in the middle of a line.
                if (last != '\n')
                    gzip.WriteByte((byte)'\n');
                last = Copy(part, gzip);
            }
        });

    private static byte Copy(TextPart part, Stream target)
    {
        using var source = File.OpenRead(part.Path);
        source.Position = part.Start;
        var buffer = new byte[1 << 16];
        var last = (byte)'\n';
        for (var left = part.Length; left > 0; )
        {
            var block = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            source.ReadExactly(block);
            if (block.Contains((byte)0))
                throw new InvalidDataException($"{part.Path} is not UTF-8 text: it holds a zero byte");
            var isStart = part.Start == 0 && left == part.Length;
            left -= block.Length;
            if (left == 0)
                last = block[^1];
            // A byte order mark is not text; every one of them would be a character to learn.
            target.Write(isStart && block.StartsWith(ByteOrderMark) ? block[ByteOrderMark.Length..] : block);
        }

        return last;
    }
}
