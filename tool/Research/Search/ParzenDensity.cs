using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Search;

/// <summary>
/// A density of settings: a normal kernel around each, cut off at the ends of the ranges, and a wide one that stands for what was not
/// tried. The bandwidth shrinks with their number as Scott's rule says.
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
        double[] widths = [.. dials.Select(dial => Math.Max(Math.Max(scott, Narrowest), dial.Cell / 2))];
        kernels = [.. around.Select(setting => new Kernel(setting.Places, widths, setting.Weight))];
        kernels.Add(new Kernel([.. dials.Select(_ => 0.5)], [.. dials.Select(_ => Unknown)], 1));
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

    private sealed class Kernel(IReadOnlyList<double> centre, double[] widths, double weight)
    {
        // What the ends of the ranges cut off is given to what is left.
        private readonly double logInside = centre.Zip(widths).Sum(axis => Math.Log(Inside(axis.First, axis.Second)));

        public double Weight => weight;

        public double Log(IReadOnlyList<double> places)
        {
            var log = Math.Log(weight) - logInside;
            for (var i = 0; i < widths.Length; i++)
            {
                var z = (places[i] - centre[i]) / widths[i];
                log -= (z * z / 2) + Math.Log(widths[i]);
            }

            return log;
        }

        // By the inverse of the distribution function, so that one draw is one number.
        public double[] Draw(Random random) =>
            [
                .. centre
                    .Zip(widths)
                    .Select(axis =>
                    {
                        var below = Normal.CDF(axis.First, axis.Second, 0);
                        var share = below + (random.NextDouble() * Inside(axis.First, axis.Second));
                        return Math.Clamp(Normal.InvCDF(axis.First, axis.Second, Math.Clamp(share, 1e-12, 1 - 1e-12)), 0, 1);
                    }),
            ];

        private static double Inside(double centre, double width) => Normal.CDF(centre, width, 1) - Normal.CDF(centre, width, 0);
    }
}
