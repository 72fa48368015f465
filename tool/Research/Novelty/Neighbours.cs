using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Novelty;

/// <summary>Finds the earlier experiments that are most like a change, whatever they were compared with, as long as the conditions were
/// the same.</summary>
internal static class Neighbours
{
    public const int Most = 3;

    // Code is read only for the latest MostRead experiments. One of them is a neighbour if at least this much of the change is the same.
    private const int MostRead = 24;
    private const double LeastLikeness = 0.4;

    /// <summary>Experiments that turned the same knobs: first those that share most of them and turned them the same way; among equals, the
    /// latest first.</summary>
    public static IReadOnlyList<Neighbour> ByKnobs(IReadOnlyList<KnobChange> knobs, IEnumerable<ExperimentRecord> records, int most = Most)
    {
        if (knobs.Count == 0)
            return [];
        return
        [
            .. records
                .Where(record => record.Knobs.Count > 0)
                .Select(record =>
                    (
                        Record: record,
                        Common: knobs
                            .Join(record.Knobs, knob => knob.Name, knob => knob.Name, (mine, theirs) => (Mine: mine, Theirs: theirs))
                            .ToList()
                    )
                )
                .Where(entry => entry.Common.Count > 0)
                .OrderByDescending(entry =>
                    entry.Common.Count
                    / (double)(knobs.Count + entry.Record.Knobs.Count - entry.Common.Count)
                    * (1 + Agreement(entry.Common))
                )
                .ThenByDescending(entry => entry.Record.Number)
                .Take(most)
                .Select(entry => new Neighbour(entry.Record, Likeness(entry.Common))),
        ];
    }

    /// <summary>Experiments whose change of the code is largely the same.</summary>
    /// <param name="filesOf">The editable files of a commit; null where they are gone.</param>
    public static IReadOnlyList<Neighbour> ByCode(
        TokenChange change,
        IEnumerable<ExperimentRecord> records,
        Func<string, IReadOnlyDictionary<string, string>?> filesOf,
        int most = Most
    )
    {
        var parents = new Dictionary<string, IReadOnlyDictionary<string, string>?>(StringComparer.Ordinal);
        return
        [
            .. records
                .OrderByDescending(record => record.Number)
                .Take(MostRead)
                .Select(record =>
                    (
                        Record: record,
                        Likeness: Parent(record) is { } before && filesOf(record.Commit) is { } after
                            ? change.Likeness(TokenChange.Between(before, after))
                            : 0
                    )
                )
                .Where(entry => entry.Likeness >= LeastLikeness)
                .OrderByDescending(entry => entry.Likeness)
                .Take(most)
                .Select(entry => new Neighbour(
                    entry.Record,
                    FormattableString.Invariant($"{100 * entry.Likeness:0} % of the change is the same")
                )),
        ];

        IReadOnlyDictionary<string, string>? Parent(ExperimentRecord record)
        {
            if (!parents.TryGetValue(record.Parent, out var files))
                parents[record.Parent] = files = filesOf(record.Parent);
            return files;
        }
    }

    private static double Agreement(List<(KnobChange Mine, KnobChange Theirs)> common) => common.Average(pair => IsSameWay(pair) ? 1 : 0);

    private static string Likeness(List<(KnobChange Mine, KnobChange Theirs)> common) =>
        $"turned {string.Join(" and ", common.Take(3).Select(pair => UntrustedText.Clean(pair.Mine.Name)))} "
        + $"{(common.TrueForAll(IsSameWay) ? "the same way" : common.Count == 1 ? "the other way" : "too")}";

    private static bool IsSameWay((KnobChange Mine, KnobChange Theirs) pair) =>
        pair.Mine.Rises is { } rises ? rises == pair.Theirs.Rises : pair.Mine.To == pair.Theirs.To;
}
