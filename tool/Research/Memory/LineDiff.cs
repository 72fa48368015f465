using DiffPlex;
using DiffPlex.Chunkers;

namespace AutoResearch.Research.Memory;

/// <summary>The lines in which two texts differ (Myers 1986, An O(ND) difference algorithm and its variations; DiffPlex).</summary>
internal static class LineDiff
{
    // Old lines times new lines: about a second in the worst case. Beyond it, all of the text counts as replaced.
    private const long MostWork = 100_000_000;

    /// <summary>Removed lines, with <c>-</c> before them, and added lines, with <c>+</c>, in the order of the text.</summary>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var (old, current) = (WithoutLastEnd(before), WithoutLastEnd(after));
        if ((old.AsSpan().Count('\n') + 1L) * (current.AsSpan().Count('\n') + 1L) > MostWork)
            return [.. old.Split('\n').Select(Went), .. current.Split('\n').Select(Came)];
        var diff = Differ.Instance.CreateDiffs(old, current, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        return
        [
            .. diff.DiffBlocks.SelectMany(block =>
                diff.PiecesOld.Skip(block.DeleteStartA)
                    .Take(block.DeleteCountA)
                    .Select(Went)
                    .Concat(diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB).Select(Came))
            ),
        ];
    }

    private static string Went(string line) => "-" + line;

    private static string Came(string line) => "+" + line;

    private static string WithoutLastEnd(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
