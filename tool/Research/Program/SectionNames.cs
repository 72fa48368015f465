using System.Text;
using System.Text.RegularExpressions;

namespace AutoResearch.Research.Program;

/// <summary>What people call the sections of program.md.</summary>
internal static partial class SectionNames
{
    // Longer than any known name with a remark behind it.
    private const int Longest = 200;

    private static readonly Dictionary<SectionKind, string[]> Names = new()
    {
        [SectionKind.Goal] = ["goal", "goals", "the goal", "research goal", "objective", "objectives", "aim", "aims", "purpose", "mission"],
        [SectionKind.Scope] =
        [
            "what may change",
            "what may be changed",
            "what can change",
            "what can be changed",
            "what you may change",
            "what you can change",
            "may change",
            "may be changed",
            "scope",
            "in scope",
            "allowed changes",
            "allowed",
        ],
        [SectionKind.Constraints] =
        [
            "constraints",
            "constraint",
            "rules",
            "restrictions",
            "requirements",
            "limits",
            "limitations",
            "what must not change",
            "what may not change",
        ],
        [SectionKind.Focus] =
        [
            "current focus",
            "focus",
            "the focus",
            "focus now",
            "now",
            "current direction",
            "direction",
            "priority",
            "priorities",
            "next",
        ],
        [SectionKind.Ideas] =
        [
            "ideas",
            "idea",
            "ideas to try",
            "research ideas",
            "what to try",
            "what is worth trying",
            "worth trying",
            "things to try",
            "to try",
            "hypotheses",
            "suggestions",
        ],
        [SectionKind.NotWorthTrying] =
        [
            "not worth trying",
            "what is not worth trying",
            "what not to try",
            "not to try",
            "do not try",
            "dont try",
            "what to avoid",
            "avoid",
            "dead ends",
            "out of scope",
            "off limits",
        ],
        [SectionKind.Baseline] = ["baseline", "the baseline", "current baseline", "baseline now"],
        [SectionKind.Settings] = ["settings", "setup", "configuration", "experiment settings"],
    };

    private static readonly Dictionary<string, SectionKind> Kinds = Names
        .SelectMany(entry => entry.Value.Select(name => (name, entry.Key)))
        .ToDictionary(pair => pair.name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The section that a heading's text opens; null for one of the human's own.</summary>
    public static SectionKind? Of(string title)
    {
        if (title.Length > Longest)
            return null;
        // 'Baseline (written by the tool)', 'Focus: the optimizer' and 'Ideas - for the nights' count as what they begin with.
        return Kinds.TryGetValue(Plain(title), out var whole) || Kinds.TryGetValue(Plain(Remark().Replace(title, "")), out whole)
            ? whole
            : null;
    }

    // Lower-case letters and single spaces only: no markup, no numbering, no emoji.
    private static string Plain(string title)
    {
        var plain = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                plain.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value is not ('\'' or '’') && plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().Trim();
    }

    [GeneratedRegex(@"(?<=\p{L}.*)(\s*[:(\[]|\s+[-–—]+\s).*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Remark();
}
