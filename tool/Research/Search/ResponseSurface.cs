using AutoResearch.Research.Ledger;
using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>
/// What all experiments together say about the knobs: a second-order response surface (Box and Wilson 1951,
/// doi:10.1111/j.2517-6161.1951.tb00067.x)
/// fitted as a Bayesian linear regression (Bishop, Pattern Recognition and Machine Learning, 3.3). A trial measures the difference of
/// the surface between a candidate and its parent, so it does not matter what it was compared with.
/// </summary>
internal sealed class ResponseSurface
{
    // Beyond so many units the surface is not of second order.
    private const double FurthestUnits = 2.5;

    // The prior in typical gains of one unit's turn: most turns away from a tuned program hurt, so the surface curves down.
    private const double LinearDeviation = 1;
    private const double Curvature = -0.3;
    private const double CurvatureDeviation = 0.4;
    private const double MixedDeviation = 0.25;

    // What the surface misses, in typical gains, for a turn of one unit; it grows with the square of the distance.
    private const double Misfit = 0.2;

    // A failed trial was bad, but it does not say how bad: it counts as at least this many typical losses.
    private const double Failure = -2;

    private const int MostTrials = 300;
    private const int MostMixed = 8;

    private readonly IReadOnlyList<Dial> dials;
    private readonly Dictionary<string, int> indices;
    private readonly double[] now;
    private readonly QuadraticFeatures features;
    private readonly double[] mean;
    private readonly double[,] covariance;
    private readonly double scale;

    private ResponseSurface(IReadOnlyList<Dial> dials, List<KnobTrial> trials)
    {
        this.dials = dials;
        indices = dials.Select((dial, index) => (dial.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index);
        now = [.. dials.Select(dial => dial.Now)];
        // Products only of the knobs that were turned most: each pair is one more number to learn.
        features = new QuadraticFeatures(
            dials,
            [
                .. trials
                    .SelectMany(trial => trial.Turned)
                    .Where(dial => !dials[dial].IsChoice)
                    .GroupBy(dial => dial)
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key)
                    .Take(MostMixed)
                    .Select(group => group.Key)
                    .Order(),
            ]
        );
        var measured = trials.Where(trial => trial.Gain is not null).ToList();
        var noise = Median(measured.Select(trial => trial.Deviation).OfType<double>());
        // Only of the trials that made a difference: a score that has nowhere left to go says nothing about how large differences are.
        scale = Math.Max(
            Median(measured.Where(IsFelt).Select(trial => Math.Abs(trial.Gain!.Value) / Math.Max(0.5, Distance(trial)))),
            0.25 * noise
        );
        var worst = Math.Min(Failure, measured.Min(trial => Squashed(trial.Gain!.Value / scale)));

        var (precision, target) = Prior();
        foreach (var trial in trials)
        {
            var distance = Math.Max(0.5, Distance(trial));
            var deviation = (trial.Deviation ?? noise) / scale;
            var weight = trial.Weight / ((deviation * deviation) + Math.Pow(Misfit * distance * distance, 2));
            Add(
                precision,
                target,
                features.Difference(trial.After, trial.Before),
                trial.Gain is { } gain ? Squashed(gain / scale) : worst,
                weight
            );
        }

        var inverse = Matrix<double>.Build.DenseOfArray(precision).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(features.Count));
        covariance = inverse.ToArray();
        mean = (inverse * Vector<double>.Build.Dense(target)).ToArray();
    }

    /// <summary>Fits the trials; null while fewer than <paramref name="fewest"/> have a result, or none of them made a
    /// difference.</summary>
    public static ResponseSurface? Fit(IReadOnlyList<Dial> dials, IReadOnlyList<KnobTrial> trials, int fewest)
    {
        var telling = trials
            .Where(trial => trial.Gain is not null || trial.Failed || trial.Record.Status == ExperimentStatus.Stopped)
            .TakeLast(MostTrials)
            .ToList();
        return telling.Count(trial => trial.Gain is not null) < fewest || !telling.Exists(IsFelt)
            ? null
            : new ResponseSurface(dials, telling);
    }

    /// <summary>The gain over the present that turns are expected to make, in units of the metric, and its standard deviation.</summary>
    public (double Mean, double Deviation) Predict(IReadOnlyList<Turn> turns)
    {
        var places = (double[])now.Clone();
        foreach (var turn in turns)
            places[indices[turn.Dial.Name]] = turn.Dial.Place(turn.To);
        var (expected, variance) = (0.0, 0.0);
        var weighed = features.Of(places);
        foreach (var (i, value) in weighed)
        {
            expected += value * mean[i];
            foreach (var (j, other) in weighed)
                variance += value * other * covariance[i, j];
        }

        return (scale * expected, scale * Math.Sqrt(Math.Max(0, variance)));
    }

    /// <summary>Where a dial alone is expected to be best, as a place.</summary>
    public double Best(Dial dial)
    {
        var index = indices[dial.Name];
        if (dial.IsChoice)
            return Enumerable.Range(0, dial.Knob.Alternatives!.Count).Select(i => dial.Place(i)).MaxBy(place => Effect(dial, place));
        var (slope, curvature) = (mean[index], mean[dials.Count + index]);
        var units = curvature < -1e-9 ? slope / (-2 * curvature) : Math.Sign(slope) * FurthestUnits;
        return now[index] + (QuadraticFeatures.UnitTurn * Math.Clamp(units, -FurthestUnits, FurthestUnits));
    }

    // Of an alternative, against the present one.
    private double Effect(Dial choice, double place) =>
        place == choice.Now ? 0 : mean[features.IndexOf(indices[choice.Name], (int)choice.At(place))];

    private (double[,] Precision, double[] Target) Prior()
    {
        var alternatives = (2 * features.Dials) + features.Products;
        var precision = new double[features.Count, features.Count];
        var target = new double[features.Count];
        for (var i = 0; i < features.Count; i++)
        {
            var deviation =
                i < features.Dials || i >= alternatives ? LinearDeviation
                : i < 2 * features.Dials ? CurvatureDeviation
                : MixedDeviation;
            precision[i, i] = 1 / (deviation * deviation);
            // Turning away from what a person chose mostly costs something.
            target[i] = (i >= features.Dials && i < 2 * features.Dials) || i >= alternatives ? Curvature * precision[i, i] : 0;
        }

        return (precision, target);
    }

    private static void Add(double[,] precision, double[] target, IReadOnlyList<(int Index, double Value)> row, double gain, double weight)
    {
        foreach (var (i, value) in row)
        {
            target[i] += weight * value * gain;
            foreach (var (j, other) in row)
                precision[i, j] += weight * value * other;
        }
    }

    // Whether a trial made a difference beyond the last digits.
    private static bool IsFelt(KnobTrial trial) => trial.Gain is { } gain && Math.Abs(gain) > 1e-12;

    // Near zero a gain stays as it is; a loss of a hundred times the usual one counts as one of five times.
    private static double Squashed(double gain) => Math.Sign(gain) * Math.Log(1 + Math.Abs(gain));

    // The length of a trial's turn, in units.
    private double Distance(KnobTrial trial) =>
        Math.Sqrt(
            trial.Turned.Sum(dial =>
                dials[dial].IsChoice ? 1 : Math.Pow((trial.After[dial] - trial.Before[dial]) / QuadraticFeatures.UnitTurn, 2)
            )
        );

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
