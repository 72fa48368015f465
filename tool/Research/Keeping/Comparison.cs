using MathNet.Numerics.Distributions;

namespace AutoResearch.Research.Keeping;

/// <summary>The runs for which an incumbent was kept, with their luck taken out.</summary>
/// <param name="Mean">Their mean, corrected by <see cref="WinnersCurse"/>.</param>
/// <param name="Weight">How many runs they are worth: half as many as they were.</param>
internal sealed record EarlierRuns(double Mean, double Weight);

/// <summary>
/// A candidate and the incumbent, as far as they have been run: all that the keep rule looks at.
/// </summary>
/// <param name="Candidate">The candidate's runs so far, in order.</param>
/// <param name="Incumbent">The incumbent's runs since it was kept. It was not chosen for them, so luck does not bias their mean.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Noise">The noise floor, these runs included.</param>
/// <param name="Earlier">The runs for which the incumbent was kept; null where they are not needed, or there are none.</param>
internal sealed record Comparison(
    IReadOnlyList<SeedScore> Candidate,
    IReadOnlyList<SeedScore> Incumbent,
    Direction Direction,
    Noise Noise,
    EarlierRuns? Earlier = null
)
{
    /// <summary>The candidate's mean.</summary>
    public double Value => Mean.Of([.. Candidate.Select(run => run.Score)]);

    /// <summary>
    /// What the incumbent would be expected to score on the candidate's seeds: its mean, corrected by how it fared on these
    /// seeds as far as seeds are lucky for both. The incumbent's run is a control variate: Deng et al., "Improving the Sensitivity
    /// of Online Controlled Experiments by Utilizing Pre-Experiment Data" (WSDM 2013).
    /// </summary>
    public double Reference
    {
        get
        {
            // Computed like Mean.Of, so that the mean of equal scores is exact.
            var first = Incumbent.Count > 0 ? Incumbent[0].Score : Earlier?.Mean ?? double.NaN;
            var mean =
                first
                + ((Incumbent.Sum(run => run.Score - first) + (EarlierWeight * ((Earlier?.Mean ?? first) - first))) / IncumbentWeight);
            return Slope == 0 ? mean : mean + (Slope * (Mean.Of([.. Pairs.Select(pair => pair.Incumbent)]) - mean));
        }
    }

    /// <summary>How many runs the incumbent's mean is worth.</summary>
    public double IncumbentWeight => Incumbent.Count + EarlierWeight;

    /// <summary>By how much the candidate is better, in units of the metric; negative when it is worse.</summary>
    public double Gain => Direction == Direction.Lower ? Reference - Value : Value - Reference;

    /// <summary>How many seeds the candidate was better on, of those that both were run on.</summary>
    public (int Better, int Of) SeedsWon
    {
        get
        {
            var pairs = Pairs;
            return (pairs.Count(pair => KeepRule.IsBetter(pair.Candidate, pair.Incumbent, Direction)), pairs.Count);
        }
    }

    /// <summary>True if both scored the same on every seed of the candidate: then chance has no part in the comparison.</summary>
    public bool IsSame =>
        Candidate.Count > 0
        && Pairs is var pairs
        && pairs.Count == Candidate.Count
        && pairs.TrueForAll(pair => pair.Candidate == pair.Incumbent);

    /// <summary>
    /// The one-sided p-value of Student's test that the gain is at most <paramref name="gain"/>: how likely the candidate would
    /// look at least this good if it were no better than that.
    /// </summary>
    public double PValue(double gain = 0)
    {
        var difference = Gain - gain;
        var error = StandardError;
        if (error == 0)
            return difference > 0 ? 0
                : difference < 0 ? 1
                : 0.5;
        return StudentT.CDF(0, 1, Noise.DegreesOfFreedom, -difference / error);
    }

    // Var(c̄ - r·ī(common) - (1-r)·ī(all)) for correlation r, n runs of the candidate and runs worth m of the incumbent, n of them on
    // the same seeds: σ²[(1-r²)/n + (1-r)²/m].
    private double StandardError
    {
        get
        {
            var r = Slope;
            return Noise.Deviation * Math.Sqrt(((1 - (r * r)) / Candidate.Count) + ((1 - r) * (1 - r) / IncumbentWeight));
        }
    }

    private double EarlierWeight => Earlier?.Weight ?? 0;

    // Unless the incumbent was run on every seed of the candidate, nothing is corrected.
    private double Slope => Pairs.Count == Candidate.Count ? Noise.Correlation : 0;

    private List<(double Candidate, double Incumbent)> Pairs
    {
        get
        {
            var pairs = new List<(double, double)>(Candidate.Count);
            foreach (var run in Candidate)
            {
                foreach (var other in Incumbent)
                {
                    if (other.Seed != run.Seed)
                        continue;
                    pairs.Add((run.Score, other.Score));
                    break;
                }
            }

            return pairs;
        }
    }
}
