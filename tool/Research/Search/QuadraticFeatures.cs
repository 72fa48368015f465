namespace AutoResearch.Research.Search;

/// <summary>Turns the places of all dials into the features of a second-order surface: first powers, squares, and products of two
/// dials.</summary>
/// <param name="now">Where the dials stand now: there all features are 0.</param>
/// <param name="mixed">The indices of the dials whose products count, ascending.</param>
internal sealed class QuadraticFeatures(IReadOnlyList<double> now, IReadOnlyList<int> mixed)
{
    /// <summary>One unit of a coordinate: a usual turn, as a fraction of the range.</summary>
    public const double UnitTurn = 0.15;

    public int Dials => now.Count;

    public int Products => mixed.Count * (mixed.Count - 1) / 2;

    public int Count => (2 * Dials) + Products;

    /// <summary>The features that are not 0: index and value. First the powers, then from <see cref="Dials"/> on the squares, then the
    /// products.</summary>
    public IReadOnlyList<(int Index, double Value)> Of(IReadOnlyList<double> places)
    {
        var features = new List<(int, double)>();
        for (var i = 0; i < Dials; i++)
        {
            if (places[i] == now[i])
                continue;
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
