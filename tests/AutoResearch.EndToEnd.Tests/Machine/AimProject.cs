using System.Globalization;

namespace AutoResearch.EndToEnd.Machine;

/// <summary>
/// Makes the research project that tests of the keep rule work on: its score is a number that stands in Train.cs, with a noise
/// that stands there, too. Three runs decide, and have to be so sure that one alone decides nothing but a loss.
/// </summary>
internal static class AimProject
{
    public const string Name = "Aim";

    /// <summary>A scaffold with the Aim problem, not locked and not in a repository.</summary>
    public static string Scaffold(Products products, string folder) => PointsProject.Scaffold(products, folder, Name);

    /// <summary>
    /// An aim that is nearer than the baseline's 10 by so many noise units, as Train.cs writes it. The noise is the measured one, which
    /// three seeds may show far from what it is: so it is sure how many runs the difference takes.
    /// </summary>
    public static string Nearer(ResearchRepository repository, int noiseUnits)
    {
        var noise = double.Parse(repository.Experiment(1)["noise"], CultureInfo.InvariantCulture);
        return (10 - (noiseUnits * noise)).ToString("0.#########", CultureInfo.InvariantCulture);
    }
}
