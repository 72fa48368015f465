using AutoResearch.Research.Ledger;
using AutoResearch.Research.Running;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// Which strategy is asked next. Thompson sampling (Thompson 1933; Russo et al., arXiv 1707.02038): each strategy's fraction of kept
/// ideas is drawn from a Beta distribution of what the ledger says, older experiments counting less because what pays changes, and the
/// largest draw goes first. A strategy that failed three times in a row in the same way rests.
/// </summary>
internal static class StrategyChoice
{
    /// <summary>What stands before a strategy's name in the ledger.</summary>
    public const string Prefix = "search/";

    // A strategy's expected fraction counts as this many ideas.
    private const double PriorIdeas = 6;
    private const double Memory = 0.97;
    private const int Rest = 8;

    /// <summary>The strategies in the order in which they are asked; one that rests comes last.</summary>
    public static IReadOnlyList<ISearchStrategy> Order(
        IReadOnlyList<ISearchStrategy> strategies,
        IReadOnlyList<ExperimentRecord> records,
        Conditions conditions,
        Random random
    )
    {
        var ours = records
            .Where(record =>
                record.Origin.Proposer.StartsWith(Prefix, StringComparison.Ordinal) && record.Status != ExperimentStatus.Interrupted
            )
            .ToList();
        var comparable = ours.Where(record => record.Conditions == conditions).ToList();
        // All draw, so that the draws do not depend on who rests.
        var draws = strategies.Select(strategy => (Strategy: strategy, Draw: Draw(strategy, comparable, random))).ToList();
        return
        [
            .. draws
                .OrderBy(entry => IsResting(entry.Strategy, ours))
                .ThenByDescending(entry => entry.Draw)
                .Select(entry => entry.Strategy),
        ];
    }

    /// <summary>Whether it failed three times in a row in the same way, and few other ideas were tried since.</summary>
    /// <param name="ours">The experiments of the search, in order.</param>
    private static bool IsResting(ISearchStrategy strategy, List<ExperimentRecord> ours)
    {
        var own = ours.Where(record => IsBy(record, strategy)).ToList();
        if (EndInOneFailure(own) && ours.SkipWhile(record => record != own[^1]).Count() <= Rest)
            return true;
        // Three failures of one kind in a row, whoever made them: at least the strategy that made the last one waits.
        return EndInOneFailure(ours) && IsBy(ours[^1], strategy);
    }

    private static bool EndInOneFailure(List<ExperimentRecord> records) =>
        FailureStreak.Of(records.Select(record => record.Status)).IsTooLong;

    private static double Draw(ISearchStrategy strategy, List<ExperimentRecord> comparable, Random random)
    {
        var (kept, other) = (PriorIdeas * strategy.ExpectedKept, PriorIdeas * (1 - strategy.ExpectedKept));
        for (var i = 0; i < comparable.Count; i++)
        {
            if (!IsBy(comparable[i], strategy))
                continue;
            var weight = Math.Pow(Memory, comparable.Count - 1 - i);
            if (comparable[i].Status.IsMerged())
                kept += weight;
            else
                other += weight;
        }

        return Beta.Sample(random, kept, other);
    }

    private static bool IsBy(ExperimentRecord record, ISearchStrategy strategy) => record.Origin.Proposer == Prefix + strategy.Name;
}
