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
}
