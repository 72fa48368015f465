using System.Globalization;
using AutoResearch.Research.Ledger;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// What all earlier experiments together suggest: of many combinations of turns, combined near misses among them, the one with the largest
/// expected improvement (Jones, Schonlau and Welch 1998, doi:10.1023/A:1008306431147) on the <see cref="ResponseSurface"/>.
/// </summary>
internal sealed class HistorySearch : ISearchStrategy
{
    /// <summary>The fewest trials with a result from which it suggests anything.</summary>
    public const int Fewest = 6;

    private const int RandomCombinations = 150;
    private const int MostTogether = 4;

    // As fractions of the range, around the present values.
    private const double UsualTurn = 0.15;
    private const double Shortest = 0.03;

    public string Name => "history";

    public double ExpectedKept => 0.45;

    public Idea? Suggest(SearchState state)
    {
        if (state.Surface is not { } surface)
            return null;
        // The incumbent's measured score is uncertain, too, so a gain within the noise counts as none.
        var needed = state.Records.LastOrDefault(record => record.Noise is not null)?.Noise ?? 0;
        var ranked = Combinations(state, surface)
            .Select(state.Space.Effective)
            .Where(turns => turns.Count > 0 && state.Space.Allows(turns))
            .Select(turns => (Turns: turns, Forecast: surface.Predict(turns)))
            .OrderByDescending(candidate => ExpectedImprovement(candidate.Forecast, needed))
            .Take(20);
        foreach (var (turns, forecast) in ranked)
        {
            if (
                forecast.Mean > 0
                && Expectation.Of(forecast.Mean, forecast.Deviation) is { } expectation
                && state.Idea(turns, Why(state, expectation), expectation) is { } idea
            )
            {
                return idea;
            }
        }

        return null;
    }

    private static IEnumerable<IReadOnlyList<Turn>> Combinations(SearchState state, ResponseSurface surface)
    {
        // The best of each dial alone, the most promising first; then the first two, three, four of them together.
        var alone = state
            .Dials.Select(dial => Toward(dial, surface.Best(dial)))
            .OfType<Turn>()
            .OrderByDescending(turn => surface.Predict([turn]).Mean)
            .ToList();
        foreach (var turn in alone)
            yield return [turn];
        for (var count = 2; count <= Math.Min(MostTogether, alone.Count); count++)
            yield return alone[..count];
        foreach (var nearMisses in NearMisses(state))
            yield return nearMisses;
        var dials = state.Dials.ToArray();
        for (var i = 0; i < RandomCombinations; i++)
        {
            state.Random.Shuffle(dials);
            IReadOnlyList<Turn> turns =
            [
                .. dials
                    .Take(1 + state.Random.Next(3))
                    .Select(dial => Toward(dial, dial.Near(Center(dial), UsualTurn, state.Random)))
                    .OfType<Turn>(),
            ];
            if (turns.Count > 0)
                yield return turns;
        }

        double Center(Dial dial) => state.Random.Next(2) == 0 ? dial.Now : surface.Best(dial);
    }

    // Turns that scored better on this incumbent and were not kept, in pairs.
    private static IEnumerable<IReadOnlyList<Turn>> NearMisses(SearchState state)
    {
        var near = state
            .Trials.Where(trial => trial is { Weight: 1, Turned.Count: 1, Gain: > 0 } && !trial.Record.Status.IsMerged())
            .OrderByDescending(trial => trial.Gain)
            .Take(MostTogether)
            .Select(trial => Toward(state.Dials[trial.Turned[0]], trial.After[trial.Turned[0]]))
            .OfType<Turn>()
            .DistinctBy(turn => turn.Dial.Name)
            .ToList();
        return near.SelectMany((first, i) => near.Skip(i + 1).Select(second => (IReadOnlyList<Turn>)[first, second]));
    }

    // A shorter turn would not show in the noise.
    private static Turn? Toward(Dial dial, double place) =>
        Math.Abs(place - dial.Now) >= Shortest && dial.Toward(place) is { } value ? new Turn(dial, value) : null;

    private static double ExpectedImprovement((double Mean, double Deviation) forecast, double needed)
    {
        if (forecast.Deviation <= 0)
            return Math.Max(0, forecast.Mean - needed);
        var z = (forecast.Mean - needed) / forecast.Deviation;
        return forecast.Deviation * ((z * Normal.CDF(0, 1, z)) + Normal.PDF(0, 1, z));
    }

    private static string Why(SearchState state, Expectation expectation) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Trials.Count(trial => trial.Gain is not null)} results predict {state.Amount(expectation.Gain)} ± "
                + $"{state.Amount(expectation.Deviation)} better {state.Metric.Name}"
        );
}
