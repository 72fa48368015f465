using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>Whether any setting of the knobs is still worth a run. A gain that is smaller than the noise of one run is not: it can hardly
/// be told from luck, and costs as many runs as a large one.</summary>
internal static class Prospect
{
    // Before so many results the model knows too little to say that there is nothing.
    private const int FewestResults = 40;

    // While something was kept lately, the next one may be.
    private const int WithoutGain = 20;

    private const double Hopeless = 0.01;

    /// <summary>Why nothing is left; null while something is, as far as anybody knows.</summary>
    public static string? NothingLeft(SearchState state)
    {
        var comparable = state.Trials.Where(trial => trial.Weight == 1).ToList();
        var latest = comparable.TakeLast(WithoutGain).ToList();
        if (
            comparable.Count < FewestResults
            || latest.Exists(trial => trial.Record.Status.IsMerged())
            || state.Incumbent.Noise is not { } noise
            || noise <= 0
            || GaussianSearch.BestChance(state, noise) is not var (chance, expectation)
            || chance >= Hopeless
        )
            return null;
        var knobs = state.Dials.Count == 1 ? "the knob" : FormattableString.Invariant($"the {state.Dials.Count} knobs");
        var way = expectation.Gain < 0 ? "worse" : "better";
        return FormattableString.Invariant($"No setting of {knobs} is worth a run any more: the most hopeful one is expected to be ")
            + $"{state.Amount(expectation.Gain)} ± {state.Amount(expectation.Deviation)} {way}, and the noise of one run is "
            + FormattableString.Invariant($"{state.Amount(noise)}. Of the last {WithoutGain} none was kept. Train longer ('Training ")
            + "budget'), declare more knobs or wider ranges, or let somebody else propose.";
    }
}
