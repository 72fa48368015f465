using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>What was tried often enough to leave it alone.</summary>
/// <param name="Subject">The name of a knob or of a proposer (empty for a person): untrusted text.</param>
/// <param name="Verdict">What became of it, as the rest of a sentence.</param>
internal sealed record DeadEnd(string Subject, string Verdict);

/// <summary>Finds the dead ends.</summary>
internal static class DeadEnds
{
    // Fewer failures than this, with nothing else among them, may be one mistake.
    private const int FailuresOfKind = 3;
    private const int FailuresOfTurn = 2;

    public static IReadOnlyList<DeadEnd> Of(IReadOnlyList<Trial> trials, IReadOnlyList<KnobEffect> knobs) =>
        [
            .. knobs
                .Where(knob => knob.IsDeadEnd)
                .Select(knob => new DeadEnd(
                    knob.Name,
                    FormattableString.Invariant($"raised {knob.Raised.Times} and lowered {knob.Lowered.Times} times, never better")
                )),
            .. knobs.Where(knob => !knob.IsDeadEnd).SelectMany(Broken),
            .. trials
                .Where(trial => !trial.IsOfOneKnob)
                .GroupBy(trial => (trial.Kind, trial.Record.Origin.Proposer))
                .Where(group => group.Count() >= FailuresOfKind && group.All(trial => trial.HasFailed))
                .OrderByDescending(group => group.Count())
                .Select(group => new DeadEnd(
                    group.Key.Proposer,
                    FormattableString.Invariant($"{group.Key.Kind.Name()}, {group.Count()} times, and it always broke: {Statuses(group)}")
                )),
        ];

    private static IEnumerable<DeadEnd> Broken(KnobEffect knob)
    {
        if (knob.Raised is { Times: >= FailuresOfTurn } raised && raised.Failed == raised.Times)
            yield return new DeadEnd(knob.Name, FormattableString.Invariant($"raised {raised.Times} times, and it always broke"));
        if (knob.Lowered is { Times: >= FailuresOfTurn } lowered && lowered.Failed == lowered.Times)
            yield return new DeadEnd(knob.Name, FormattableString.Invariant($"lowered {lowered.Times} times, and it always broke"));
    }

    private static string Statuses(IEnumerable<Trial> trials) =>
        string.Join(", ", trials.Select(trial => trial.Record.Status).Distinct().Order().Select(status => status.Name()));
}
