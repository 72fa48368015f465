using AutoResearch.Research.Search;

namespace AutoResearch.SearchProblems;

/// <summary>A program with every kind of knob: numbers, alternatives, true and false, some that count only where others have a value, and
/// a constraint.</summary>
internal static class MixedProblem
{
    public const string Source = """
        using AutoResearch;
        public enum Method { Adam, Sgd, Lion }
        public static class Training
        {
            [Knob(1, 12)] private const int Layers = 3;
            [Knob(64, 768, Step = 64)] private const int Width = 256;
            [Knob(1, 8)] private const int Heads = 2;
            [Constraint("the heads share the width")] private const bool HeadsFit = Width % Heads == 0;
            [Choice("relu", "gelu", "silu", "tanh")] private const string Activation = "relu";
            [Choice(Method.Adam, Method.Sgd, Method.Lion)] private const Method Chosen = Method.Adam;
            [Choice(true, false)] private const bool UsesNorm = false;
            [Knob(0, 1, When = nameof(UsesNorm))] private const double NormStrength = 0.2;
            [Knob(1e-3, 0.2, Scale = Scale.Log)] private const double Rate = 0.02;
            [Knob(0, 0.2)] private const double WarmUp = 0.03;
            private const bool IsDeep = Layers > 6;
            [Knob(0, 0.5, When = nameof(IsDeep))] private const double Dropout = 0.1;
        }
        """;

    private const double Noise = 0.004;

    /// <summary>The program with the best values where a seed puts them.</summary>
    public static Objective Draw(int seed)
    {
        var space = new SearchSpace(new Dictionary<string, string> { [""] = Source }, null);
        var random = new Random(seed);
        var optimum = space.Dials.Select(dial => dial.IsChoice ? 0 : random.NextDouble()).ToList();
        var steepness = space.Dials.Select(_ => 0.2 + (0.6 * random.NextDouble())).ToList();
        var costs = space.Dials.Select(dial => (dial.Knob.Alternatives ?? []).Select(_ => 0.15 * random.NextDouble()).ToList()).ToList();
        return new Objective(Source, Noise, places =>
        {
            var score = 1.0;
            var counted = space.WithoutIdle(places);
            for (var i = 0; i < counted.Count; i++)
            {
                var dial = space.Dials[i];
                score += dial.IsChoice
                    ? costs[i][(int)dial.At(counted[i])] - costs[i].Min()
                    : steepness[i] * (counted[i] - optimum[i]) * (counted[i] - optimum[i]);
            }

            return score;
        });
    }
}
