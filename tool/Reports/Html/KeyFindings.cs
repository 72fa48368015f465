using System.Text.RegularExpressions;

namespace AutoResearch.Reports.Html;

/// <summary>The key findings of <c>experiments.md</c> as plain text.</summary>
internal static partial class KeyFindings
{
    private const string Heading = "## Key findings";

    /// <summary>The items of the section's lists, without their markup; none where there is no such section.</summary>
    public static IReadOnlyList<string> Of(string page) =>
    [
        .. page.Split('\n').SkipWhile(line => line.TrimEnd() != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line.Trim()).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => Plain(line[2..])),
    ];

    private static string Plain(string markdown) => Escape().Replace(Emphasis().Replace(markdown, "$1"), "$1");

    [GeneratedRegex(@"(?<!\\)\*\*(.+?)(?<!\\)\*\*")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escape();
}
