using AutoResearch.Research.Search;

namespace AutoResearch.SearchProblems;

/// <summary>A program whose score is a formula of its knobs, to drive a search with. Less is better; the best possible score is
/// 1.</summary>
/// <param name="Noise">The standard deviation of one run.</param>
/// <param name="Irrelevant">How many of the knobs change nothing.</param>
/// <param name="Coupling">How much the effect of a knob depends on its neighbour: 0 not at all, towards 1 a valley across both.</param>
/// <param name="HasCliff">Whether going too far past the best value of some knobs ends in divergence.</param>
/// <param name="HasSwitch">Whether the last four knobs count only in a program of more than six layers.</param>
internal sealed record Landscape(string Name, double Noise, int Irrelevant, double Coupling, bool HasCliff = false, bool HasSwitch = false)
{
    // The kinds of knob that the template has.
    public const string Source = """
        using AutoResearch;
        public static class Training
        {
            [Knob(1, 12)] private const int Layers = 3;
            [Knob(64, 768, Step = 64)] private const int Width = 256;
            [Knob(1, 64, Scale = Scale.Log)] private const int BatchSize = 8;
            [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double MatrixRate = 0.02;
            [Knob(1e-3, 0.1, Scale = Scale.Log)] private const double TableRate = 0.02;
            [Knob(1e-3, 0.5, Scale = Scale.Log)] private const double WeightDecay = 0.05;
            [Knob(0.8, 0.99)] private const double Momentum = 0.95;
            [Knob(0, 0.2)] private const double WarmUp = 0.03;
            [Knob(0, 1)] private const double FinalRate = 0;
            [Knob(0, 0.5)] private const double Dropout = 0.1;
        }
        """;

    public const double Best = 1;
    private const double Cliff = 0.35;
    private const double SwitchedOn = 5.0 / 11;
    private const double Missed = 0.1;

    public static readonly IReadOnlyList<Landscape> All =
    [
        new("bowl, much noise", 0.016, 0, 0),
        new("bowl, six of ten knobs irrelevant", 0.004, 6, 0),
        new("valley: neighbouring knobs depend on each other", 0.004, 0, 0.8),
        new("bowl with cliffs: too far diverges", 0.004, 0, 0, HasCliff: true),
    ];

    /// <summary>A better score than without them takes these knobs and the one that makes them count.</summary>
    public static readonly Landscape Conditional = new("four knobs count only where another one is large", 0.004, 0, 0, HasSwitch: true);

    /// <summary>The program with the optimum where a seed puts it.</summary>
    public Objective Draw(int seed) => new(Source, Noise, Truth(seed));

    private Func<IReadOnlyList<double>, double?> Truth(int seed)
    {
        var dials = Dial.Of(new Dictionary<string, string> { [""] = Source });
        var random = new Random(seed);
        var optimum = dials.Select(dial => Away(dial.Now, random)).ToArray();
        var steepness = dials.Select(_ => 0.2 + (0.8 * random.NextDouble())).ToArray();
        var order = Enumerable.Range(0, dials.Count).ToArray();
        random.Shuffle(order);
        foreach (var irrelevant in order.Take(Irrelevant))
            steepness[irrelevant] = 0;
        return places =>
        {
            var distance = places.Select((place, i) => place - optimum[i]).ToArray();
            if (HasCliff && distance.Take(4).Where((_, i) => steepness[i] > 0).Any(d => d > Cliff))
                return null;
            var score = Best;
            var isOff = HasSwitch && places[0] <= SwitchedOn;
            if (isOff)
                score += Missed;
            for (var i = 0; i < distance.Length; i++)
            {
                // The switch itself has no best value.
                if (HasSwitch && (i == 0 || (isOff && i >= distance.Length - 4)))
                    continue;
                var next = (i + 1) % distance.Length;
                score +=
                    (steepness[i] * distance[i] * distance[i])
                    + (Coupling * Math.Sqrt(steepness[i] * steepness[next]) * distance[i] * distance[next]);
            }

            return score;
        };
    }

    // The author's values are not the best, and not far off.
    private static double Away(double place, Random random)
    {
        var distance = 0.1 + (0.25 * random.NextDouble());
        var up = random.Next(2) == 0;
        return up && place + distance <= 1 || place - distance < 0 ? Math.Min(1, place + distance) : place - distance;
    }
}
