namespace AutoResearch.Research.Search;

/// <summary>
/// Turns the places of all dials into the features of a second-order surface: first powers, squares, and products of two dials. A choice
/// has a feature for each of its alternatives instead, 1 where it is taken.
/// </summary>
internal sealed class QuadraticFeatures
{
    /// <summary>One unit of a coordinate: a usual turn, as a fraction of the range.</summary>
    public const double UnitTurn = 0.15;

    private readonly double[] now;
    private readonly IReadOnlyList<int> mixed;

    // By dial: how many alternatives it has, 0 where it is a number; and where their features begin.
    private readonly int[] alternatives;
    private readonly int[] firstAlternative;

    /// <param name="dials">Where they stand now, all features are 0.</param>
    /// <param name="mixed">The indices of the dials whose products count, ascending; none of them a choice.</param>
    public QuadraticFeatures(IReadOnlyList<Dial> dials, IReadOnlyList<int> mixed)
    {
        this.mixed = mixed;
        now = [.. dials.Select(dial => dial.Now)];
        alternatives = [.. dials.Select(dial => dial.Knob.Alternatives?.Count ?? 0)];
        firstAlternative = new int[now.Length];
        Count = (2 * now.Length) + Products;
        for (var i = 0; i < now.Length; i++)
        {
            firstAlternative[i] = Count;
            Count += alternatives[i];
        }
    }

    public int Dials => now.Length;

    public int Products => mixed.Count * (mixed.Count - 1) / 2;

    public int Count { get; }

    /// <summary>The feature of an alternative.</summary>
    public int IndexOf(int dial, int alternative) => firstAlternative[dial] + alternative;

    /// <summary>The features that are not 0: index and value. First the powers, then from <see cref="Dials"/> on the squares, then the
    /// products, then the alternatives.</summary>
    public IReadOnlyList<(int Index, double Value)> Of(IReadOnlyList<double> places)
    {
        var features = new List<(int, double)>();
        for (var i = 0; i < Dials; i++)
        {
            if (places[i] == now[i])
                continue;
            if (alternatives[i] > 0)
            {
                features.Add((IndexOf(i, (int)Math.Round(places[i] * (alternatives[i] - 1))), 1));
                continue;
            }

            var units = Units(places, i);
            features.Add((i, units));
            features.Add((Dials + i, units * units));
        }

        var product = 2 * Dials;
        for (var i = 0; i < mixed.Count; i++)
        {
            if (places[mixed[i]] == now[mixed[i]])
            {
                product += mixed.Count - 1 - i;
                continue;
            }

            for (var j = i + 1; j < mixed.Count; j++, product++)
            {
                if (places[mixed[j]] != now[mixed[j]])
                    features.Add((product, Units(places, mixed[i]) * Units(places, mixed[j])));
            }
        }

        return features;
    }

    /// <summary>The features of one place minus those of another, as far as they are not 0.</summary>
    public IReadOnlyList<(int Index, double Value)> Difference(IReadOnlyList<double> places, IReadOnlyList<double> from)
    {
        var difference = new double[Count];
        foreach (var (index, value) in Of(places))
            difference[index] += value;
        foreach (var (index, value) in Of(from))
            difference[index] -= value;
        var features = new List<(int, double)>();
        for (var i = 0; i < difference.Length; i++)
        {
            if (difference[i] != 0)
                features.Add((i, difference[i]));
        }

        return features;
    }

    private double Units(IReadOnlyList<double> places, int dial) => (places[dial] - now[dial]) / UnitTurn;
}
