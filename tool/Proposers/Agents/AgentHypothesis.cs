using System.Text.RegularExpressions;
using AutoResearch.Research;
using AutoResearch.Research.Memory;

namespace AutoResearch.Proposers.Agents;

/// <summary>Finds the hypothesis of a proposal: what the agent wrote into its file, else what it said last, else what the change itself
/// tells.</summary>
internal static partial class AgentHypothesis
{
    private const int Limit = 200;

    private const string Prefix = "Hypothesis:";

    /// <param name="written">The file's text; null where there is none.</param>
    /// <param name="said">The agent's answer.</param>
    /// <param name="before">The editable files as they were: text by path.</param>
    /// <param name="after">The new text of each that changed.</param>
    public static string Of(
        string? written,
        string said,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    )
    {
        var inFile = (written ?? "").Split('\n').Select(OneLine).FirstOrDefault(line => line.Length > 0);
        var inAnswer = said.Split('\n')
            .Select(line => Marks().Replace(line, ""))
            .Where(line => line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(OneLine)
            .LastOrDefault(line => line.Length > 0);
        return inFile ?? inAnswer ?? OneLine(ChangeSummary.Of(before, after));
    }

    private static string OneLine(string line)
    {
        var plain = Marks().Replace(UntrustedText.Clean(line, 4 * Limit), "");
        if (plain.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            plain = plain[Prefix.Length..];
        plain = string.Join(' ', plain.Trim('*', '_', '`', ' ').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return plain.Length <= Limit ? plain : string.Concat(plain.AsSpan(0, Limit - 1).TrimEnd(), "…");
    }

    // What Markdown puts before a line: a heading's, a list's, a quotation's, an emphasis' mark.
    [GeneratedRegex(@"^[\s#>*_`-]+")]
    private static partial Regex Marks();
}
