namespace AutoResearch.Research.Memory;

/// <summary>What several trials together say of one effect.</summary>
/// <param name="Mean">The gain for one unit of what was varied, in units of the metric; more than 0 is better.</param>
/// <param name="Error">Its standard error; null where there is neither a noise floor nor three trials to take it from.</param>
/// <param name="Count">How many trials it rests on.</param>
internal sealed record Estimate(double Mean, double? Error, int Count)
{
    // As many standard errors from 0 as chance reaches once in a hundred times: there are a dozen knobs, and two ways to turn each.
    private const double Clear = 2.576;

    // The scatter of fewer trials says too little of their noise.
    private const int EnoughForScatter = 3;

    /// <summary>How many standard errors it is from 0, with its sign.</summary>
    public double Strength =>
        Mean == 0 || Error is not { } error ? 0
        : error == 0 ? Math.CopySign(double.PositiveInfinity, Mean)
        : Mean / error;

    public bool IsClear => Math.Abs(Strength) >= Clear;

    /// <summary>
    /// The pooled estimate for a gain in proportion to the size of the change: weighted least squares through the origin. Each trial
    /// weighs by its own noise. Where the trials scatter more than that (changes meet other incumbents, and no effect is quite
    /// proportional), the error grows by Birge's ratio (R. T. Birge, Physical Review 40, 1932): the scatter over what was expected.
    /// </summary>
    /// <param name="trials">For each trial the size of the change, in units, more than 0; its gain; and the gain's standard error.</param>
    public static Estimate? Pool(IReadOnlyList<(double Size, double Gain, double? Error)> trials)
    {
        if (trials.Count == 0)
            return null;
        // Weights need the noise of every trial. Without it, all trials weigh the same, and only their scatter shows the noise.
        var isNoiseKnown = trials.All(trial => trial.Error is > 0);
        var (squares, products) = (0.0, 0.0);
        foreach (var (size, gain, error) in trials)
        {
            var weight = isNoiseKnown ? 1 / (error!.Value * error.Value) : 1;
            squares += weight * size * size;
            products += weight * size * gain;
        }

        var mean = products / squares;
        var scatter =
            trials.Sum(trial => Math.Pow((trial.Gain - (mean * trial.Size)) / (isNoiseKnown ? trial.Error!.Value : 1), 2))
            / Math.Max(1, trials.Count - 1);
        if (isNoiseKnown)
            return new Estimate(mean, Math.Sqrt(Math.Max(1, scatter) / squares), trials.Count);
        var isExact = trials.All(trial => trial.Error == 0);
        return new Estimate(mean, trials.Count >= EnoughForScatter || isExact ? Math.Sqrt(scatter / squares) : null, trials.Count);
    }
}
