using System.Globalization;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Memory;

/// <summary>A change in a few words, for a change whose author gave no description.</summary>
internal static class ChangeSummary
{
    private const int NamedKnobs = 3;

    /// <summary>Such as <c>Change Train.cs (+12 −3 lines): MatrixRate 0.02 → 0.03</c>.</summary>
    /// <param name="before">Text by path.</param>
    /// <param name="after">The new text of each file that changed.</param>
    public static string Of(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var lines = after
            .SelectMany(file => LineDiff.Between(before.GetValueOrDefault(file.Key, ""), file.Value))
            .ToLookup(line => line[0]);
        var knobs = after.SelectMany(file => KnobChange.Between(before.GetValueOrDefault(file.Key, ""), file.Value)).ToList();
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"Change {string.Join(", ", after.Keys.Order(StringComparer.Ordinal))} (+{lines['+'].Count()} −{lines['-'].Count()} lines)"
        );
        if (knobs.Count == 0)
            return summary;
        var named = string.Join(", ", knobs.Take(NamedKnobs).Select(knob => knob.InWords()));
        return $"{summary}: {named}{(knobs.Count > NamedKnobs ? ", …" : "")}";
    }
}
