using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Research.Ledger;

/// <summary>Gives the page of an experiment another number: in its front matter and in its heading. Where the page names other experiments
/// that got a new number, it changes those, too.</summary>
internal static partial class PageNumbers
{
    private const string Neighbours = "\nLike it:\n";

    /// <param name="numbers">The new numbers by the old ones.</param>
    public static string Change(string page, int from, IReadOnlyDictionary<int, int> numbers)
    {
        var (old, now) = (Text(from), Text(numbers[from]));
        // The first of each is the page's own: what a candidate wrote comes later.
        page = First(page, $"\nexperiment: {old}\n", $"\nexperiment: {now}\n");
        page = First(page, $"\n# {old} ", $"\n# {now} ");
        var list = page.LastIndexOf(Neighbours, StringComparison.Ordinal);
        return list < 0
            ? page
            : page[..list]
                + Named()
                    .Replace(page[list..], match =>
                        int.TryParse(
                            match.ValueSpan["- experiment ".Length..],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var number
                        ) && numbers.TryGetValue(number, out var moved)
                            ? "- experiment " + Text(moved)
                            : match.Value
                    );
    }

    private static string First(string text, string before, string after)
    {
        var place = text.IndexOf(before, StringComparison.Ordinal);
        return place < 0 ? text : text[..place] + after + text[(place + before.Length)..];
    }

    private static string Text(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    [GeneratedRegex("^- experiment [0-9]{4,}", RegexOptions.Multiline)]
    private static partial Regex Named();
}
