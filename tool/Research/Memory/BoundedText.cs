using System.Text.RegularExpressions;

namespace AutoResearch.Research.Memory;

/// <summary>Text cut to a number of characters in a way that its reader notices.</summary>
internal static partial class BoundedText
{
    // Longer rows of backticks would need longer fences, and have no meaning in code.
    private const int LongestFence = 12;

    /// <summary>Whole lines, as many as fit, the last ones first; where some are left out, a line in front says so.</summary>
    public static string Newest(IReadOnlyList<string> lines, int limit)
    {
        var taken = Fitting(lines.Reverse(), limit, lines.Count, "older");
        return taken == lines.Count ? Joined(lines) : taken == 0 ? "" : $"({lines.Count - taken} older ones are left out)\n" + Joined(lines.Skip(lines.Count - taken));
    }

    /// <summary>Whole lines, as many as fit, the first ones first; where some are left out, a line at the end says so.</summary>
    public static string First(IReadOnlyList<string> lines, int limit)
    {
        var taken = Fitting(lines, limit, lines.Count, "further");
        return taken == lines.Count ? Joined(lines) : taken == 0 ? "" : Joined(lines.Take(taken)) + $"({lines.Count - taken} further ones are left out)\n";
    }

    /// <summary>The beginning and the end of a text as a block, at most <paramref name="limit"/> characters with its fences; empty where not even these fit.</summary>
    public static string Block(string text, string language, int limit)
    {
        const int least = 200;
        // Cleaned first: what is dropped between two backticks must not make a longer row of them.
        var safe = LongRows().Replace(UntrustedText.Clean(text), new string('`', LongestFence));
        var room = limit - language.Length - 2 * (LongestFence + 1) - 4;
        if (safe.Length > room)
        {
            if (room < least)
                return "";
            var note = $"\n[… {safe.Length - room} characters and more are left out here …]\n";
            var kept = room - note.Length - 20;
            safe = safe[..(kept * 3 / 4)] + note + safe[^(kept / 4)..];
        }

        // And again: a cut may have left half of a character.
        return UntrustedText.Fence(UntrustedText.Clean(safe), language).TrimEnd('\n') + "\n";
    }

    private static int Fitting(IEnumerable<string> lines, int limit, int all, string kind)
    {
        // The line that says how many are left out.
        var room = limit - $"({all} {kind} ones are left out)\n".Length;
        return lines.TakeWhile(line => (room -= line.Length + 1) >= 0).Count();
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex("`{13,}")]
    private static partial Regex LongRows();
}
