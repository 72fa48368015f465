using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// A density of settings: a normal kernel around each, cut off at the ends of the ranges, and a wide one that stands for what was not
/// tried. The bandwidth shrinks with their number as Scott's rule says. Of a choice, a kernel has the alternative of its setting with a
/// large probability and each other one with the same small one (Aitchison and Aitken 1976, doi:10.1093/biomet/63.3.413).
/// </summary>
internal sealed class ParzenDensity
{
    // As fractions of the range; those of Optuna's multivariate TPESampler.
    private const double Widest = 0.2;
    private const double Unknown = 1;

    // A kernel must not be narrower than what separates two values, nor so narrow that it only repeats.
    private const double Narrowest = 0.03;

    private readonly List<Kernel> kernels;

    public ParzenDensity(IReadOnlyList<Dial> dials, IEnumerable<KnobSetting> settings)
    {
        var around = settings.ToList();
        var scott = Widest * Math.Pow(Math.Max(1, around.Count), -1.0 / (dials.Count + 4));
        int[] alternatives = [.. dials.Select(dial => dial.Knob.Alternatives?.Count ?? 0)];
        double[] widths = [.. dials.Select(dial => Math.Max(Math.Max(scott, Narrowest), dial.Cell / 2))];
        // The more settings there are, the surer is what each of them has.
        double[] others = [.. alternatives.Select(_ => 1.0 / (around.Count + 2))];
        kernels = [.. around.Select(setting => new Kernel(Axes(setting.Places, widths, others), setting.Weight))];
        double[] anywhere = [.. alternatives.Select(count => (count - 1.0) / Math.Max(1, count))];
        kernels.Add(new Kernel(Axes([.. dials.Select(_ => 0.5)], [.. dials.Select(_ => Unknown)], anywhere), 1));

        IReadOnlyList<IAxis> Axes(IReadOnlyList<double> places, double[] deviations, double[] elsewhere) =>
            [
                .. places.Select(
                    (place, i) =>
                        alternatives[i] == 0
                            ? (IAxis)new NormalAxis(place, deviations[i])
                            : new ChoiceAxis(place, alternatives[i], elsewhere[i])
                ),
            ];
    }

    /// <summary>The logarithm of the density, but for a constant.</summary>
    public double Log(IReadOnlyList<double> places)
    {
        var logs = kernels.ConvertAll(kernel => kernel.Log(places));
        var largest = logs.Max();
        return largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)) / kernels.Sum(kernel => kernel.Weight));
    }

    /// <summary>Places drawn from it.</summary>
    public double[] Draw(Random random)
    {
        var left = random.NextDouble() * kernels.Sum(kernel => kernel.Weight);
        var chosen = kernels.Find(kernel => (left -= kernel.Weight) < 0) ?? kernels[^1];
        return chosen.Draw(random);
    }

    private interface IAxis
    {
        double Log(double place);

        double Draw(Random random);
    }

    private sealed record Kernel(IReadOnlyList<IAxis> Axes, double Weight)
    {
        public double Log(IReadOnlyList<double> places) => Math.Log(Weight) + Axes.Select((axis, i) => axis.Log(places[i])).Sum();

        public double[] Draw(Random random) => [.. Axes.Select(axis => axis.Draw(random))];
    }

    private sealed class NormalAxis(double centre, double width) : IAxis
    {
        // What the ends of the range cut off is given to what is left.
        private readonly double below = Normal.CDF(centre, width, 0);
        private readonly double inside = Normal.CDF(centre, width, 1) - Normal.CDF(centre, width, 0);

        public double Log(double place)
        {
            var z = (place - centre) / width;
            return -(z * z / 2) - Math.Log(width) - Math.Log(inside);
        }

        // By the inverse of the distribution function, so that one draw is one number.
        public double Draw(Random random)
        {
            var share = below + (random.NextDouble() * inside);
            return Math.Clamp(Normal.InvCDF(centre, width, Math.Clamp(share, 1e-12, 1 - 1e-12)), 0, 1);
        }
    }

    /// <param name="elsewhere">The probability of all other alternatives together.</param>
    private sealed class ChoiceAxis(double place, int alternatives, double elsewhere) : IAxis
    {
        private readonly int index = (int)Math.Round(place * (alternatives - 1));

        public double Log(double place) =>
            (int)Math.Round(place * (alternatives - 1)) == index ? Math.Log(1 - elsewhere) : Math.Log(elsewhere / (alternatives - 1));

        public double Draw(Random random)
        {
            // One number here as well.
            var share = random.NextDouble();
            var drawn = share >= elsewhere ? index : (index + 1 + (int)(share / elsewhere * (alternatives - 1))) % alternatives;
            return drawn / (alternatives - 1.0);
        }
    }
}
