using MathNet.Numerics.LinearAlgebra;

namespace AutoResearch.Research.Search;

/// <summary>
/// What all experiments together say about the knobs: a second-order response surface (Box and Wilson 1951, doi:10.1111/j.2517-6161.1951.tb00067.x)
/// fitted as a Bayesian linear regression (Bishop, Pattern Recognition and Machine Learning, 3.3). A trial measures the difference of the surface
/// between a candidate and its parent, so what it was compared with does not matter.
/// </summary>
internal sealed class ResponseSurface
{
    // One unit of a coordinate: a usual turn, in parts of the range.
    private const double UnitTurn = 0.15;

    // Beyond, the surface is not of second order.
    private const double FurthestUnits = 2.5;

    // The prior in typical gains of one unit's turn: most turns away from a tuned program hurt, so the surface curves down.
    private const double LinearDeviation = 1;
    private const double Curvature = -0.3;
    private const double CurvatureDeviation = 0.4;
    private const double MixedDeviation = 0.25;

    // What the surface misses, in typical gains, for a turn of one unit; it grows with the square of the distance.
    private const double Misfit = 0.2;

    private const int MostTrials = 300;
    private const int MostMixed = 8;

    private readonly IReadOnlyList<Dial> dials;
    private readonly int[] mixed;
    private readonly double[] mean;
    private readonly Matrix<double> factor;

    private ResponseSurface(IReadOnlyList<Dial> dials, int[] mixed, double scale, double[] mean, Matrix<double> factor) =>
        (this.dials, this.mixed, Scale, this.mean, this.factor) = (dials, mixed, scale, mean, factor);

    /// <summary>The gain that a turn of one unit typically makes or loses, in units of the metric.</summary>
    public double Scale { get; }

    /// <summary>Fits the trials; null while they are too few.</summary>
    /// <param name="fewest">So many trials with a result are enough.</param>
    public static ResponseSurface? Fit(IReadOnlyList<Dial> dials, IReadOnlyList<Trial> trials, int fewest)
    {
        var rows = trials.Where(trial => trial.Gain is not null || trial.Failed || trial.Record.Status == ExperimentStatus.Stopped).TakeLast(MostTrials).ToList();
        var measured = rows.Where(trial => trial.Gain is not null).ToList();
        if (measured.Count < fewest)
            return null;
        var noise = Median(measured.Select(trial => trial.Deviation).OfType<double>());
        var scale = Math.Max(Median(measured.Select(trial => Math.Abs(trial.Gain!.Value) / Math.Max(0.5, Distance(trial)))), Math.Max(0.25 * noise, double.Epsilon));
        // Interactions of the knobs that were turned most: each pair is one more number to learn.
        int[] mixed = [.. rows.SelectMany(trial => trial.Turned).GroupBy(dial => dial).OrderByDescending(group => group.Count()).Take(MostMixed).Select(group => group.Key).Order()];
        var size = Size(dials.Count, mixed.Length);
        var prior = Prior(dials.Count, mixed.Length);
        var precision = new double[size, size];
        var target = new double[size];
        for (var i = 0; i < size; i++)
        {
            var own = 1 / (prior[i].Deviation * prior[i].Deviation);
            precision[i, i] = own;
            target[i] = own * prior[i].Mean;
        }

        var now = dials.Select(dial => dial.Now).ToArray();
        var worst = measured.Select(trial => Squashed(trial.Gain!.Value / scale)).Min();
        foreach (var trial in rows)
        {
            var row = Features(trial.After, now, mixed);
            var before = Features(trial.Before, now, mixed);
            for (var i = 0; i < size; i++)
                row[i] -= before[i];
            // What failed says that it was bad, and not by how much.
            var gain = trial.Gain is { } known ? Squashed(known / scale) : Math.Min(worst, -2);
            var distance = Distance(trial);
            var deviation = (trial.Deviation ?? noise) / scale;
            var weight = trial.Weight / ((deviation * deviation) + Math.Pow(Misfit * Math.Max(0.5, distance * distance), 2));
            Add(precision, target, row, gain, weight);
        }

        var cholesky = Matrix<double>.Build.DenseOfArray(precision).Cholesky();
        return new ResponseSurface(dials, mixed, scale, cholesky.Solve(Vector<double>.Build.Dense(target)).ToArray(), cholesky.Factor);
    }

    /// <summary>The gain over the present that turns are expected to make, in units of the metric, and how uncertain that is.</summary>
    public (double Mean, double Deviation) Predict(IReadOnlyList<Turn> turns)
    {
        var now = dials.Select(dial => dial.Now).ToArray();
        var features = Features(Places(turns), now, mixed);
        var expected = 0.0;
        for (var i = 0; i < features.Length; i++)
            expected += features[i] * mean[i];
        // The variance is |L⁻¹ f|², with LLᵀ the precision.
        var variance = 0.0;
        var solved = new double[features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            var sum = features[i];
            for (var j = 0; j < i; j++)
                sum -= factor[i, j] * solved[j];
            solved[i] = sum / factor[i, i];
            variance += solved[i] * solved[i];
        }

        return (Scale * expected, Scale * Math.Sqrt(variance));
    }

    /// <summary>Where one dial alone is expected to be best, as a place.</summary>
    public double Best(Dial dial)
    {
        var index = Index(dial);
        var (slope, curvature) = (mean[index], mean[dials.Count + index]);
        var units = curvature < -1e-9 ? slope / (-2 * curvature) : Math.Sign(slope) * FurthestUnits;
        return dial.Now + (UnitTurn * Math.Clamp(units, -FurthestUnits, FurthestUnits));
    }

    private int Index(Dial dial)
    {
        for (var i = 0; i < dials.Count; i++)
        {
            if (dials[i].Name == dial.Name)
                return i;
        }

        throw new ArgumentException($"{dial.Name} is not one of the dials");
    }

    private double[] Places(IReadOnlyList<Turn> turns)
    {
        var places = dials.Select(dial => dial.Now).ToArray();
        foreach (var turn in turns)
            places[Index(turn.Dial)] = turn.Dial.Place(turn.To);
        return places;
    }

    // In units from the present values: first powers, squares, products of two.
    private static double[] Features(IReadOnlyList<double> places, double[] now, int[] mixed)
    {
        var count = now.Length;
        var features = new double[Size(count, mixed.Length)];
        for (var i = 0; i < count; i++)
        {
            features[i] = (places[i] - now[i]) / UnitTurn;
            features[count + i] = features[i] * features[i];
        }

        var next = 2 * count;
        for (var i = 0; i < mixed.Length; i++)
        {
            for (var j = i + 1; j < mixed.Length; j++)
                features[next++] = features[mixed[i]] * features[mixed[j]];
        }

        return features;
    }

    private static (double Mean, double Deviation)[] Prior(int dials, int mixed) =>
    [
        .. Enumerable.Repeat((0.0, LinearDeviation), dials),
        .. Enumerable.Repeat((Curvature, CurvatureDeviation), dials),
        .. Enumerable.Repeat((0.0, MixedDeviation), mixed * (mixed - 1) / 2),
    ];

    private static void Add(double[,] precision, double[] target, double[] row, double gain, double weight)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == 0)
                continue;
            target[i] += weight * row[i] * gain;
            for (var j = 0; j < row.Length; j++)
                precision[i, j] += weight * row[i] * row[j];
        }
    }

    // Near zero as it is; a loss of a hundred times the usual is a loss of five.
    private static double Squashed(double gain) => Math.Sign(gain) * Math.Log(1 + Math.Abs(gain));

    private static double Distance(Trial trial) => Math.Sqrt(trial.Turned.Sum(dial => Math.Pow((trial.After[dial] - trial.Before[dial]) / UnitTurn, 2)));

    private static int Size(int dials, int mixed) => (2 * dials) + (mixed * (mixed - 1) / 2);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
