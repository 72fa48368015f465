using System.Text.RegularExpressions;

namespace AutoResearch.Research.Memory;

/// <summary>Text cut to a number of characters in a way that its reader notices.</summary>
internal static partial class BoundedText
{
    // Longer rows of backticks would need longer fences, and have no meaning in code.
    private const int LongestFence = 12;

    /// <summary>A line for each item, as many as fit, the last ones first; where some are left out, a line in front says so.</summary>
    /// <param name="line">Formats an item; called only for items that may fit.</param>
    public static string Newest<T>(IReadOnlyList<T> items, Func<T, string> line, int limit)
    {
        var lines = Fitting(items.Reverse().Select(line), limit, items.Count, "older");
        lines.Reverse();
        return lines.Count == items.Count ? Joined(lines)
            : lines.Count == 0 ? ""
            : $"({items.Count - lines.Count} older ones are left out)\n" + Joined(lines);
    }

    /// <summary>Whole lines, as many as fit, the first ones first; where some are left out, a line at the end says so.</summary>
    public static string First(IReadOnlyList<string> lines, int limit)
    {
        var taken = Fitting(lines, limit, lines.Count, "further");
        return taken.Count == lines.Count ? Joined(lines)
            : taken.Count == 0 ? ""
            : Joined(taken) + $"({lines.Count - taken.Count} further ones are left out)\n";
    }

    /// <summary>The beginning and the end of a text as a block, at most <paramref name="limit"/> characters with its fences; empty
    /// where not even these fit.</summary>
    public static string Block(string text, string language, int limit)
    {
        const int least = 200;
        if (limit <= 0)
            return "";
        // Far more than can be shown is not even cleaned: a file may have any size.
        if (text.Length / 8 > limit)
            text = $"{text.AsSpan(0, 6 * limit)}\n[…]\n{text.AsSpan(text.Length - 2 * limit)}";
        // Cleaned first: a character that is dropped between two rows of backticks would join them into a longer one.
        var safe = LongRows().Replace(UntrustedText.Clean(text), new string('`', LongestFence));
        var room = limit - language.Length - 2 * (LongestFence + 1) - 4;
        if (safe.Length > room)
        {
            if (room < least)
                return "";
            const string note = "\n[… the middle is left out: it is too long …]\n";
            var kept = room - note.Length - 20;
            safe = safe[..(kept * 3 / 4)] + note + safe[^(kept / 4)..];
        }

        // Cleaned again: the cut may have left half of a character.
        return UntrustedText.Fence(UntrustedText.Clean(safe), language).TrimEnd('\n') + "\n";
    }

    private static List<string> Fitting(IEnumerable<string> lines, int limit, int all, string kind)
    {
        // Room for the line that says how many are left out.
        var room = limit - $"({all} {kind} ones are left out)\n".Length;
        return [.. lines.TakeWhile(line => (room -= line.Length + 1) >= 0)];
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex("`{13,}")]
    private static partial Regex LongRows();
}
