using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// Efficient global optimization (Jones, Schonlau and Welch 1998, doi:10.1023/A:1008306431147): of many settings, all over the ranges and
/// around the best ones, the one with the largest expected improvement on a <see cref="GaussianProcess"/> of all results.
/// </summary>
internal sealed class GaussianSearch : ISearchStrategy
{
    private const int Fewest = 6;
    private const int Anywhere = 300;
    private const int AroundEach = 60;
    private const int BestOnes = 5;
    private const int Promising = 30;
    private const int Refined = 6;

    // What it is fitted to: the best ones and the latest.
    private const int MostBest = 50;
    private const int MostLatest = 50;

    // As a fraction of the range.
    private const double UsualTurn = 0.15;

    public string Name => "gp";

    public double ExpectedKept => 0.3;

    public Idea? Suggest(SearchState state)
    {
        var all = KnobSetting.Of(state);
        if (state.Dials.Count == 0 || all.Count(setting => double.IsFinite(setting.Height)) < Fewest)
            return null;
        var noise = state.Records.LastOrDefault(record => record.Noise is not null)?.Noise ?? 0;
        var ranked = all.OrderByDescending(setting => setting.Height).ToList();
        var known = ranked.Take(MostBest).Union(all.TakeLast(MostLatest)).ToList();
        var process = new GaussianProcess(known, [.. state.Dials.Select(dial => dial.IsChoice)], noise);
        var promising = Candidates(state, ranked)
            .Select(places => state.Toward(places))
            .Where(turns => turns.Count > 0)
            .OrderByDescending(Improvement)
            .Take(Promising)
            .ToList();
        // Where the best of them come down to what was tried already, the next ones are taken as they are.
        return promising
            .Take(Refined)
            .Select(turns => Combination.WithoutIdle(turns, Improvement))
            .OrderByDescending(Improvement)
            .Concat(promising)
            .Where(turns => Improvement(turns) > 0)
            .Select(turns => state.Idea(turns, Expect(turns), "the largest expected improvement"))
            .FirstOrDefault(idea => idea is not null);

        double Improvement(IReadOnlyList<Turn> turns)
        {
            if (!state.Space.Allows(turns))
                return 0;
            var (mean, deviation) = process.Predict(Combination.Places(state.Dials, turns));
            var z = mean / deviation;
            return deviation * ((z * Normal.CDF(0, 1, z)) + Normal.PDF(0, 1, z));
        }

        Expectation? Expect(IReadOnlyList<Turn> turns)
        {
            var (mean, deviation) = process.Predict(Combination.Places(state.Dials, turns));
            return Expectation.Of(mean, deviation);
        }
    }

    private static IEnumerable<double[]> Candidates(SearchState state, IReadOnlyList<KnobSetting> ranked)
    {
        var dials = state.Dials.Count;
        for (var i = 0; i < Anywhere; i++)
            yield return [.. Enumerable.Range(0, dials).Select(_ => state.Random.NextDouble())];
        foreach (var best in ranked.Take(BestOnes).Append(ranked[^1] with { Places = [.. state.Dials.Select(dial => dial.Now)] }))
        {
            for (var i = 0; i < AroundEach; i++)
            {
                var places = best.Places.ToArray();
                foreach (var dial in Enumerable.Range(0, 1 + state.Random.Next(Math.Min(4, dials))).Select(_ => state.Random.Next(dials)))
                    places[dial] = state.Dials[dial].Near(places[dial], UsualTurn, state.Random);
                yield return places;
            }
        }
    }
}
