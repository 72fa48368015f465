using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Memory;

/// <summary>
/// What the experiments say together. Computed from the ledger's rows alone, and only from those that compare with what the research
/// branch stands on now.
/// </summary>
/// <param name="Trials">How many candidates they rest on.</param>
/// <param name="Noise">The noise of one run, as it is known at the end; null where it is not.</param>
/// <param name="Knobs">The effect of each knob, the clearest first.</param>
/// <param name="Kinds">How often changes of each kind were kept.</param>
/// <param name="Proposers">How often the changes of each proposer were kept; a person's own have the empty name.</param>
/// <param name="NearMisses">Worth combining.</param>
/// <param name="DeadEnds">Tried often enough.</param>
internal sealed record Findings(
    int Trials,
    double? Noise,
    IReadOnlyList<KnobEffect> Knobs,
    IReadOnlyList<KeptRate> Kinds,
    IReadOnlyList<KeptRate> Proposers,
    IReadOnlyList<NearMiss> NearMisses,
    IReadOnlyList<DeadEnd> DeadEnds
)
{
    private const int MostNearMisses = 4;

    public static Findings Of(IReadOnlyList<ExperimentRecord> records, Direction direction)
    {
        var trials = Trial.Of(records, direction);
        var knobs = KnobEffect.Of(trials);
        return new Findings(
            trials.Count,
            trials.Select(trial => trial.Record.Noise).LastOrDefault(noise => noise is not null),
            knobs,
            KeptRate.By(trials, trial => trial.Kind.Name()),
            KeptRate.By(trials, trial => trial.Record.Origin.Proposer),
            Memory.NearMisses.Of(trials, MostNearMisses),
            Memory.DeadEnds.Of(trials, knobs)
        );
    }
}
