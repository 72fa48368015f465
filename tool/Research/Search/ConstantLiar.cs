using AutoResearch.Research.Ledger;

namespace AutoResearch.Research.Search;

/// <summary>
/// What the search takes for the result of an experiment that still runs: as good as the incumbent, and no better. So it looks elsewhere
/// without believing that there is nothing. "Constant liar" in Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize
/// optimization" (2010).
/// </summary>
internal static class ConstantLiar
{
    /// <param name="underway">An experiment that is not in the ledger yet; one that is decided keeps its result.</param>
    public static ExperimentRecord Of(ExperimentRecord underway, ExperimentRecord incumbent) =>
        underway.Status != ExperimentStatus.Interrupted || incumbent.Metric is not { } value
            ? underway
            : underway with
            {
                Status = ExperimentStatus.Discarded,
                Metric = value,
                Scores = [value],
                Incumbent = value,
                Noise = incumbent.Noise,
                Conditions = incumbent.Conditions,
            };
}
