namespace AutoResearch.Research.Keeping;

/// <summary>The noise floor: how much the score of unchanged code varies from run to run.</summary>
/// <param name="Deviation">Standard deviation of one run over seeds, in units of the metric.</param>
/// <param name="DegreesOfFreedom">How much is known about it: one less than the runs, summed over the groups of runs it was pooled
/// from.</param>
/// <param name="Correlation">
/// How far a seed that is lucky for one program is lucky for another, from 0 to 1. The larger it is, the more a comparison on common seeds
/// gains.
/// </param>
internal sealed record Noise(double Deviation, int DegreesOfFreedom, double Correlation)
{
    /// <summary>Nothing is known: one run of each at most.</summary>
    public static Noise Unknown { get; } = new(double.NaN, 0, 0);

    public bool IsKnown => DegreesOfFreedom > 0;
}

/// <summary>
/// Pools the noise floor from groups of runs of unchanged code: within each group, only the seed differs. Immutable.
/// </summary>
/// <param name="Squares">Sum of squared differences from the group's mean.</param>
/// <param name="Freedom">Degrees of freedom of these.</param>
/// <param name="Products">Sum of products with the differences of another program on the same seeds.</param>
/// <param name="PairedSquares">Squares, of both programs, where there were pairs.</param>
/// <param name="PairedFreedom">Degrees of freedom where there were pairs.</param>
internal readonly record struct NoisePool(double Squares, int Freedom, double Products, double PairedSquares, int PairedFreedom)
{
    // A correlation from few pairs says little: it is shrunk as if this many more degrees of freedom had shown none.
    private const int ShrinkingFreedom = 6;

    private const double LargestCorrelation = 0.9;

    /// <summary>Adds runs of one program.</summary>
    public NoisePool Add(IReadOnlyList<double> group)
    {
        if (group.Count < 2)
            return this;
        var mean = Mean.Of(group);
        return this with { Squares = Squares + group.Sum(value => (value - mean) * (value - mean)), Freedom = Freedom + group.Count - 1 };
    }

    /// <summary>Adds runs of one program, paired with what another one scored on the same seeds. The other's own noise was added
    /// already.</summary>
    public NoisePool AddPaired(IReadOnlyList<double> group, IReadOnlyList<double> other)
    {
        var pool = Add(group);
        if (group.Count < 2)
            return pool;
        var mean = Mean.Of(group);
        var otherMean = Mean.Of(other);
        return pool with
        {
            Products = Products + group.Zip(other, (value, pair) => (value - mean) * (pair - otherMean)).Sum(),
            PairedSquares =
                PairedSquares
                + (group.Sum(value => (value - mean) * (value - mean)) + other.Sum(value => (value - otherMean) * (value - otherMean))) / 2,
            PairedFreedom = PairedFreedom + group.Count - 1,
        };
    }

    public Noise Estimate()
    {
        if (Freedom == 0)
            return Noise.Unknown;
        var correlation = PairedSquares > 0 ? Products / PairedSquares * PairedFreedom / (PairedFreedom + ShrinkingFreedom) : 0;
        return new Noise(Math.Sqrt(Squares / Freedom), Freedom, Math.Clamp(correlation, 0, LargestCorrelation));
    }
}
