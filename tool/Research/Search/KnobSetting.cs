using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>Values of all knobs that were measured, or that failed.</summary>
/// <param name="Places">Where each dial stood, 0 to 1, in the order of the dials.</param>
/// <param name="Height">By how much it is better than what stands now, in units of the metric; minus infinity where it failed.</param>
/// <param name="Weight">How much it counts: 1 under the conditions of the incumbent.</param>
/// <param name="Runs">How many runs its height is the mean of.</param>
internal sealed record KnobSetting(IReadOnlyList<double> Places, double Height, double Weight, int Runs = 1)
{
    /// <summary>What was tried, in order, and last what stands now.</summary>
    public static IReadOnlyList<KnobSetting> Of(SearchState state) =>
        [
            .. state
                .Trials.Where(trial => trial.Height is not null || trial.Failed)
                .Select(trial => new KnobSetting(
                    state.Space.WithoutIdle(trial.After),
                    trial.Height ?? double.NegativeInfinity,
                    trial.Weight,
                    Counted(trial.Record)
                )),
            new KnobSetting([.. state.Dials.Select(dial => dial.Now)], 0, 1, Counted(state.Incumbent)),
        ];

    private static int Counted(ExperimentRecord record) => Math.Max(1, record.Scores.Count);
}
