namespace AutoResearch.Tasks;

/// <summary>Which parts of the source go to which split. Four fifths train; a tenth each validates and tests.</summary>
internal sealed record CorpusSplits(IReadOnlyList<TextPart> Training, IReadOnlyList<TextPart> Validation, IReadOnlyList<TextPart> Test)
{
    // From three files on, every split gets files of its own: a text that is in two splits makes validation too easy.
    private const int FilesForWholeFileSplits = 3;

    private const double HeldOut = 0.1;

    // How far ahead of a cut a line may end; beyond that the cut is made between two characters.
    private const int LineSearch = 1 << 16;

    /// <param name="files">Path and length in bytes, in the order in which they are read.</param>
    /// <param name="open">Opens a file to look for the end of a line.</param>
    public static CorpusSplits Plan(IReadOnlyList<(string Path, long Length)> files, Func<string, Stream> open) =>
        files.Count >= FilesForWholeFileSplits ? ByFile(files) : ByProportion(files, open);

    /// <summary>How many files of the given lengths, counted from the end, come closest to a tenth of all bytes.</summary>
    /// <param name="lengths">Bytes of each file that may be taken; one at least is taken.</param>
    /// <param name="target">Bytes wanted.</param>
    internal static int CountFromEnd(IReadOnlyList<long> lengths, double target)
    {
        var count = 1;
        double taken = lengths[^1];
        while (count < lengths.Count && Math.Abs(taken + lengths[^(count + 1)] - target) < Math.Abs(taken - target))
            taken += lengths[^++count];
        return count;
    }

    private static CorpusSplits ByFile(IReadOnlyList<(string Path, long Length)> files)
    {
        var lengths = files.Select(file => file.Length).ToList();
        var target = HeldOut * lengths.Sum();
        // What is left over must do for the other splits: one file each.
        var test = CountFromEnd(lengths[2..], target);
        var validation = CountFromEnd(lengths[1..^test], target);
        var parts = files.Select(file => new TextPart(file.Path, 0, file.Length)).ToList();
        return new(parts[..^(test + validation)], parts[^(test + validation)..^test], parts[^test..]);
    }

    private static CorpusSplits ByProportion(IReadOnlyList<(string Path, long Length)> files, Func<string, Stream> open)
    {
        var total = files.Sum(file => file.Length);
        var first = CutAfter(files, (long)(total * (1 - (2 * HeldOut))), open);
        var second = CutAfter(files, (long)(total * (1 - HeldOut)), open);
        return new(Between(files, 0, first), Between(files, first, second), Between(files, second, total));
    }

    // The first end of a line at or after the position, else the start of a character there.
    private static long CutAfter(IReadOnlyList<(string Path, long Length)> files, long position, Func<string, Stream> open)
    {
        var start = 0L;
        var index = 0;
        while (position >= start + files[index].Length)
            start += files[index++].Length;
        // Never as far as the next cut.
        var window = new byte[(int)Math.Min(LineSearch, files.Sum(file => file.Length) * HeldOut / 2)];
        using var stream = open(files[index].Path);
        stream.Position = position - start;
        var found = window.AsSpan(0, stream.ReadAtLeast(window, window.Length, throwOnEndOfStream: false));
        var lineEnd = found.IndexOf((byte)'\n');
        // Bytes 10xxxxxx continue a character in UTF-8.
        var characterStart = found.IndexOfAnyExceptInRange((byte)0x80, (byte)0xbf);
        return position + (lineEnd >= 0 ? lineEnd + 1 : Math.Max(characterStart, 0));
    }

    private static List<TextPart> Between(IReadOnlyList<(string Path, long Length)> files, long from, long to)
    {
        var parts = new List<TextPart>();
        var start = 0L;
        foreach (var (path, length) in files)
        {
            var begin = Math.Max(from, start);
            var end = Math.Min(to, start + length);
            if (begin < end)
                parts.Add(new TextPart(path, begin - start, end - begin));
            start += length;
        }

        return parts;
    }
}
