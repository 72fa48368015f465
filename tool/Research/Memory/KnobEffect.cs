using AutoResearch.Research.Ledger;
using AutoResearch.Research.Search;

namespace AutoResearch.Research.Memory;

/// <summary>What turning one knob did, from the experiments that turned it and did nothing else.</summary>
/// <param name="Unit">The size of a turn that the estimates are for.</param>
/// <param name="Up">The effect of raising it by one unit; null where that was never measured.</param>
/// <param name="Down">The effect of lowering it by one unit; null where that was never measured.</param>
/// <param name="Raised">How often it was raised, and what came of it.</param>
/// <param name="Lowered">How often it was lowered.</param>
internal sealed record KnobEffect(string Name, KnobUnit Unit, Estimate? Up, Estimate? Down, Turns Raised, Turns Lowered)
{
    // With fewer trials of a turn nobody knows what it does.
    private const int EnoughTrials = 3;

    // Once may be chance.
    private const int EnoughTurns = 2;

    /// <summary>How clear the clearer of the two is.</summary>
    public double Strength => Math.Max(Math.Abs(Up?.Strength ?? 0), Math.Abs(Down?.Strength ?? 0));

    public bool IsClear => Up is { IsClear: true } || Down is { IsClear: true };

    /// <summary>Turned both ways, more than once each, and never better.</summary>
    public bool IsDeadEnd => Raised is { Better: 0, Times: >= EnoughTurns } && Lowered is { Better: 0, Times: >= EnoughTurns };

    /// <summary>
    /// Whether a turn is known to have no visible effect: three trials or more in its direction put the effect of a turn of this size, plus
    /// its standard error, below the noise of one run. An effect that is merely not clear yet does not count: it may be there.
    /// </summary>
    public bool IsNegligible(KnobChange turn, double noise) => IsBelow(turn.Rises == true ? Up : Down, Unit.Size(turn), noise);

    /// <summary>The same for a turn by one unit, whichever way.</summary>
    public bool IsNegligible(double noise) => IsBelow(Up, 1, noise) && IsBelow(Down, 1, noise);

    /// <summary>The effect of each knob, from the trials that compare.</summary>
    public static IReadOnlyList<KnobEffect> Of(IEnumerable<Trial> trials) =>
        [
            .. trials
                .Where(trial => trial.IsOfOneKnob)
                .GroupBy(trial => trial.Record.Knobs[0].Name, StringComparer.Ordinal)
                .Select(group => Of(group.Key, [.. group]))
                .OrderByDescending(effect => effect.Strength)
                .ThenBy(effect => effect.Name, StringComparer.Ordinal),
        ];

    private static bool IsBelow(Estimate? way, double size, double noise) =>
        way is { Count: >= EnoughTrials, Error: { } error } && size * (Math.Abs(way.Mean) + error) < noise;

    private static KnobEffect Of(string name, IReadOnlyList<Trial> trials)
    {
        var unit = KnobUnit.Of([.. trials.Select(trial => trial.Record.Knobs[0])]);
        var (raised, lowered) = (Those(ChangeKind.KnobRaised), Those(ChangeKind.KnobLowered));
        return new KnobEffect(name, unit, Pool(raised), Pool(lowered), Turns.Of(raised), Turns.Of(lowered));

        List<Trial> Those(ChangeKind kind) => [.. trials.Where(trial => trial.Kind == kind)];
        Estimate? Pool(List<Trial> those) =>
            Estimate.Pool([
                .. those
                    .Where(trial => trial.Gain is { } gain && double.IsFinite(gain))
                    .Select(trial => (unit.Size(trial.Record.Knobs[0]), trial.Gain!.Value, trial.Error)),
            ]);
    }
}

/// <summary>How often a knob was turned one way.</summary>
/// <param name="Better">How often the metric's mean was better or the candidate was merged.</param>
/// <param name="Kept">How often it was merged.</param>
/// <param name="Failed">How often the candidate broke.</param>
internal readonly record struct Turns(int Times, int Better, int Kept, int Failed)
{
    public static Turns Of(IReadOnlyCollection<Trial> trials) =>
        new(
            trials.Count,
            trials.Count(trial => trial.Gain > 0 || trial.Record.Status.IsMerged()),
            trials.Count(trial => trial.Record.Status.IsMerged()),
            trials.Count(trial => trial.HasFailed)
        );
}
