using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Memory;

/// <summary>Finds the near misses that are worth combining.</summary>
internal sealed class NearMisses
{
    // The confidence from which the keep rule spends a second run.
    private const double Promising = 0.75;

    // However long the history is, only this many are looked at closely.
    private const int MostLookedAt = 200;

    private readonly Dictionary<string, int> lastMerged = new(StringComparer.Ordinal);
    private readonly List<ExperimentRecord> combinations = [];

    private NearMisses(IReadOnlyList<Trial> trials)
    {
        foreach (var record in trials.Select(trial => trial.Record))
        {
            if (record.Status.IsMerged())
            {
                foreach (var knob in record.Knobs)
                    lastMerged[knob.Name] = record.Number;
            }
            else if (record.Knobs.Count > 1)
            {
                combinations.Add(record);
            }
        }
    }

    /// <summary>
    /// The near misses, the surest first. No two of them turned the same knob; nothing that was merged since turned one of their knobs; and
    /// no later experiment combined all turns of one of them with another turn.
    /// </summary>
    public static IReadOnlyList<NearMiss> Of(IReadOnlyList<Trial> trials, int most)
    {
        var misses = new NearMisses(trials);
        var found = new List<NearMiss>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var trial in trials
                .Where(IsNear)
                .Where(misses.IsOpen)
                .OrderByDescending(trial => trial.Record.Confidence)
                .ThenByDescending(trial => trial.Gain)
                .Take(MostLookedAt)
        )
        {
            if (found.Count == most)
                break;
            if (trial.Record.Knobs.Any(knob => used.Contains(knob.Name)) || misses.WasCombined(trial.Record))
                continue;
            used.UnionWith(trial.Record.Knobs.Select(knob => knob.Name));
            found.Add(new NearMiss(trial.Record, trial.Gain!.Value));
        }

        return found;
    }

    // What loses on the held-out split is no near miss.
    private static bool IsNear(Trial trial) =>
        trial is { Gain: > 0, Record: { Status: ExperimentStatus.Discarded, Confidence: >= Promising } record }
        && !record.Reason.StartsWith(KeepRule.WorseOnHeldOutReason, StringComparison.Ordinal);

    private bool IsOpen(Trial trial) => trial.Record.Knobs.All(knob => lastMerged.GetValueOrDefault(knob.Name) < trial.Record.Number);

    private bool WasCombined(ExperimentRecord miss) =>
        miss.Knobs.Count > 0
        && combinations.Exists(later =>
            later.Number > miss.Number
            && later.Knobs.Count > miss.Knobs.Count
            && miss.Knobs.All(knob => later.Knobs.Any(turned => turned.Name == knob.Name && IsSameWay(turned, knob)))
        );

    private static bool IsSameWay(KnobChange one, KnobChange other) => one.Rises is { } rises ? rises == other.Rises : one.To == other.To;
}
