using System.Globalization;
using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// CMA-ES (Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772): settings are drawn from a normal distribution that learns
/// from each generation where the better ones lie and which knobs have to be turned together. A generation is the next few trials of the
/// ledger, whoever proposed them (Hansen 2011, "Injecting External Solutions Into CMA-ES", arXiv 1110.4181), and what they were compared
/// with, so nothing has to be kept between calls. Whole numbers keep the spread that lets them change (Hamano et al. 2022, "CMA-ES with
/// Margin", arXiv 2205.13482); choices are drawn beside it (<see cref="ChoiceChances"/>).
/// </summary>
internal sealed class CovarianceAdaptation : ISearchStrategy
{
    // Of a fraction of the range: what a person would turn a knob by at first.
    private const double FirstDeviation = 0.15;

    private const int Draws = 20;
    private const int MostTrials = 600;

    public string Name => "cma-es";

    public double ExpectedKept => 0.08;

    public Idea? Suggest(SearchState state)
    {
        var trials = state.Trials.Where(trial => trial.Height is not null || trial.Failed).TakeLast(MostTrials).ToList();
        var numbers = Indices(state, isChoice: false);
        var normal = new SearchNormal(numbers.Count, FirstDeviation);
        // One or two knobs have no directions to learn.
        if (numbers.Count < 2 || trials.Count < normal.Population)
            return null;
        normal.Begin(Of(trials[0].Before, numbers));
        var choices = Indices(state, isChoice: true).Select(dial => new ChoiceChances(state.Dials[dial], trials[0].Before[dial])).ToList();
        var generations = trials.Chunk(normal.Population).Where(chunk => chunk.Length == normal.Population).ToList();
        foreach (var generation in generations)
        {
            var ranked = Ranked(generation);
            normal.Learn([.. ranked.Select(places => Of(places, numbers))]);
            foreach (var choice in choices)
                choice.Learn([.. ranked.Take(ranked.Count / 2).Select(places => places[state.IndexOf(choice.Dial)])]);
        }

        var widths = Floor([.. numbers.Select(dial => state.Dials[dial])], normal.Population);
        return Enumerable
            .Range(0, Draws)
            .Select(_ => state.Toward(Drawn()))
            .Select(turns => state.Idea(turns, state.Expect(turns), Why(generations.Count)))
            .FirstOrDefault(idea => idea is not null);

        double[] Drawn()
        {
            var places = new double[state.Dials.Count];
            foreach (var (dial, place) in numbers.Zip(normal.Draw(state.Random, widths)))
                places[dial] = place;
            foreach (var choice in choices)
                places[state.IndexOf(choice.Dial)] = choice.Draw(state.Random);
            return places;
        }
    }

    private static List<int> Indices(SearchState state, bool isChoice) =>
        [.. Enumerable.Range(0, state.Dials.Count).Where(dial => state.Dials[dial].IsChoice == isChoice)];

    private static IReadOnlyList<double> Of(IReadOnlyList<double> places, IEnumerable<int> dials) =>
        [.. dials.Select(dial => places[dial])];

    // The best first; what they were compared with last is one of them.
    private static IReadOnlyList<IReadOnlyList<double>> Ranked(KnobTrial[] generation)
    {
        var last = generation.LastOrDefault(trial => trial.Height is not null);
        return
        [
            .. generation
                .Select(trial => (Places: trial.After, Height: trial.Height ?? double.NegativeInfinity))
                .Concat(last is null ? [] : [(last.Before, last.Height!.Value - last.Gain!.Value)])
                .OrderByDescending(setting => setting.Height)
                .Select(setting => setting.Places),
        ];
    }

    // The smallest deviation of each dial: where values are apart, one in so many draws leaves the present one.
    private static double[] Floor(IReadOnlyList<Dial> dials, int population)
    {
        var margin = 1.0 / (population * dials.Count);
        var reach = Normal.InvCDF(0, 1, 1 - (margin / 2));
        return [.. dials.Select(dial => dial.Cell / 2 / reach)];
    }

    private static string Why(int generations) =>
        string.Create(CultureInfo.InvariantCulture, $"drawn from the distribution that {generations} generations have taught");
}
