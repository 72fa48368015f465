using System.Globalization;

namespace AutoResearch.Research.Search;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization") over all knobs together:
/// one density of the settings that scored best, another one of all others, and of many draws from the first the one whose ratio of both is
/// largest. Kernels and bandwidth are those of Optuna's multivariate TPESampler (optuna/samplers/_tpe/parzen_estimator.py).
/// </summary>
internal sealed class TreeParzen : ISearchStrategy
{
    private const int Fewest = 8;
    private const int Draws = 64;
    private const int Best = 8;
    private const double GoodPart = 0.15;
    private const int MostGood = 25;
    private const int MostOthers = 200;

    public string Name => "tpe";

    public double ExpectedKept => 0.12;

    public Idea? Suggest(SearchState state)
    {
        var settings = KnobSetting.Of(state);
        if (state.Dials.Count == 0 || settings.Count < Fewest)
            return null;
        var ranked = settings.OrderByDescending(setting => setting.Height).ToList();
        var count = Math.Clamp((int)Math.Ceiling(GoodPart * ranked.Count), 2, MostGood);
        var good = new ParzenDensity(state.Dials, ranked.Take(count));
        var others = new ParzenDensity(state.Dials, settings.Except(ranked.Take(count)).TakeLast(MostOthers));
        return Enumerable
            .Range(0, Draws)
            .Select(_ => state.Toward(good.Draw(state.Random)))
            .Where(turns => turns.Count > 0)
            .OrderByDescending(turns => Ratio(Combination.Places(state.Dials, turns)))
            .Take(Best)
            .Select(turns => Combination.WithoutIdle(turns, Promise))
            .OrderByDescending(turns => Ratio(Combination.Places(state.Dials, turns)))
            .Select(turns => state.Idea(turns, state.Expect(turns), Why(ranked.Count, count)))
            .FirstOrDefault(idea => idea is not null);

        double Ratio(double[] places) => good.Log(places) - others.Log(places);
        double Promise(IReadOnlyList<Turn> turns) =>
            state.Space.Allows(turns) ? Ratio(Combination.Places(state.Dials, turns)) : double.NegativeInfinity;
    }

    private static string Why(int all, int best) =>
        string.Create(CultureInfo.InvariantCulture, $"more like the best {best} of {all} settings than like the others");
}
