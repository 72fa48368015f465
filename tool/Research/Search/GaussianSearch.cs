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
    private const int Promising = 20;
    private const int Refined = 5;

    // Each round of climbing tries so many steps around a setting, and the steps become shorter.
    private const int Rounds = 4;
    private const int Steps = 16;
    private const double ShorterEachRound = 0.55;

    // The first look turns a third of the knobs at a time, and each of them this far, as fractions of the range.
    private const int MostAtFirst = 6;
    private const double NearestAtFirst = 0.1;
    private const double FurthestAtFirst = 0.35;

    // What it is fitted to: so many of the best ones, and so many of the latest.
    private const int Most = 50;

    // As a fraction of the range.
    private const double UsualTurn = 0.15;

    public string Name => "gp";

    public double ExpectedKept => 0.75;

    public Idea? Suggest(SearchState state)
    {
        if (state.Dials.Count == 0)
            return null;
        if (Fit(state) is not var (process, ranked))
            return First(state);
        var promising = Ranked(Candidates(state, ranked)).Take(Promising).ToList();
        // Where the best of them come down to what was tried already, the next ones are taken as they are.
        return promising
            .Take(Refined)
            .Select(Climbed)
            .Select(state.Toward)
            .Select(turns => Combination.WithoutIdle(turns, Improvement))
            .OrderByDescending(Improvement)
            .Concat(promising.Select(state.Toward))
            .Where(turns => Improvement(turns) > 0)
            .Select(turns => state.Idea(turns, Expect(turns), "the largest expected improvement"))
            .FirstOrDefault(idea => idea is not null);

        IEnumerable<double[]> Ranked(IEnumerable<double[]> places) =>
            places
                .Select(candidate => Combination.Rough(state.Dials, candidate))
                .Where(state.Space.Allows)
                .OrderByDescending(candidate => ImprovementAt(candidate));

        // To where no step in a few knobs improves it.
        double[] Climbed(double[] places)
        {
            for (var (round, length) = (0, UsualTurn); round < Rounds; round++, length *= ShorterEachRound)
            {
                var next = Ranked(Enumerable.Range(0, Steps).Select(_ => Around(state, places, length))).FirstOrDefault();
                if (next is not null && ImprovementAt(next) > ImprovementAt(places))
                    places = next;
            }

            return places;
        }

        double Improvement(IReadOnlyList<Turn> turns) =>
            turns.Count > 0 && state.Space.Allows(turns) ? ImprovementAt(Combination.Places(state.Dials, turns)) : 0;

        double ImprovementAt(IReadOnlyList<double> places)
        {
            var (mean, deviation) = process.Predict(places);
            var z = mean / deviation;
            return deviation * ((z * Normal.CDF(0, 1, z)) + Normal.PDF(0, 1, z));
        }

        Expectation? Expect(IReadOnlyList<Turn> turns)
        {
            var (mean, deviation) = process.Predict(Combination.Places(state.Dials, turns));
            return Expectation.Of(mean, deviation);
        }
    }

    /// <summary>
    /// The largest chance of a gain among many settings, and what is expected there.
    /// </summary>
    /// <param name="worthwhile">The gain, in units of the metric.</param>
    /// <returns>Null while there are too few results.</returns>
    public static (double Chance, Expectation Expectation)? BestChance(SearchState state, double worthwhile)
    {
        if (state.Dials.Count == 0 || Fit(state) is not var (process, ranked))
            return null;
        var best = Candidates(state, ranked)
            .Select(candidate => Combination.Rough(state.Dials, candidate))
            .Where(state.Space.Allows)
            .Select(process.Predict)
            .Select(at => (Chance: 1 - Normal.CDF(at.Mean, at.Deviation, worthwhile), At: at))
            .MaxBy(setting => setting.Chance);
        return Expectation.Of(best.At.Mean, best.At.Deviation) is { } expectation ? (best.Chance, expectation) : null;
    }

    // What all results say, and all settings that were tried, the best one first; null where there are too few.
    private static (GaussianProcess Process, IReadOnlyList<KnobSetting> Ranked)? Fit(SearchState state)
    {
        var all = KnobSetting.Of(state);
        if (all.Count(setting => double.IsFinite(setting.Height)) < Fewest)
            return null;
        var noise = state.Records.LastOrDefault(record => record.Noise is not null)?.Noise ?? 0;
        var ranked = all.OrderByDescending(setting => setting.Height).ToList();
        // Half of each tells most.
        var known = ranked.Take(Most / 2).Union(all.TakeLast(Most / 2)).Union(ranked.Take(Most)).Union(all.TakeLast(Most)).ToList();
        return (new GaussianProcess(known, [.. state.Dials.Select(dial => dial.IsChoice)], noise), ranked);
    }

    private static IEnumerable<double[]> Candidates(SearchState state, IReadOnlyList<KnobSetting> ranked)
    {
        var dials = state.Dials.Count;
        for (var i = 0; i < Anywhere; i++)
            yield return [.. Enumerable.Range(0, dials).Select(_ => state.Random.NextDouble())];
        foreach (var best in ranked.Take(BestOnes).Append(ranked[^1] with { Places = [.. state.Dials.Select(dial => dial.Now)] }))
        {
            for (var i = 0; i < AroundEach; i++)
                yield return Around(state, best.Places, UsualTurn);
        }
    }

    // A step in one to four knobs.
    private static double[] Around(SearchState state, IReadOnlyList<double> centre, double length)
    {
        var dials = state.Dials.Count;
        var places = centre.ToArray();
        foreach (var dial in Enumerable.Range(0, 1 + state.Random.Next(Math.Min(4, dials))).Select(_ => state.Random.Next(dials)))
            places[dial] = state.Dials[dial].Near(places[dial], length, state.Random);
        return places;
    }

    // Before there are results to learn from: several knobs at once, which all results together tell apart.
    private static Idea? First(SearchState state)
    {
        const int Draws = 40;
        return Enumerable.Range(0, Draws).Select(_ => Drawn(state)).FirstOrDefault(idea => idea is not null);
    }

    private static Idea? Drawn(SearchState state)
    {
        var dials = state.Dials.ToArray();
        state.Random.Shuffle(dials);
        var turns = dials
            .Take(Math.Clamp((dials.Length + 2) / 3, 1, MostAtFirst))
            .Select(dial => dial.Toward(Place(dial)) is { } value ? new Turn(dial, value) : (Turn?)null)
            .OfType<Turn>()
            .ToList();
        return state.Idea(turns, "a first look around, several knobs at once");

        double Place(Dial dial)
        {
            if (dial.IsChoice)
                return dial.Near(dial.Now, UsualTurn, state.Random);
            var distance = NearestAtFirst + ((FurthestAtFirst - NearestAtFirst) * state.Random.NextDouble());
            var up = state.Random.Next(2) == 0 ? dial.Now + distance <= 1 : dial.Now - distance < 0;
            return dial.Now + (up ? distance : -distance);
        }
    }
}
