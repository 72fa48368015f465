namespace AutoResearch.Experiment;

/// <summary>
/// A crash that is TorchSharp's and no candidate's: a number that becomes a Scalar is now and then, it seems, freed by the garbage
/// collector while the call that was given it still runs (inferred from TorchSharp's pull requests 1434 and 1496), and libtorch finds no
/// type in it. The same run is made again. A candidate that says the same words gains nothing but a few more crashes.
/// </summary>
internal static class LibraryFault
{
    /// <summary>How often a run is made again for it.</summary>
    public const int MostRepeats = 3;

    private const string Sign = "Expected false to be true";

    /// <param name="problem">What the process threw, as a message.</param>
    public static bool Is(string? problem) => problem?.Contains(Sign, StringComparison.Ordinal) == true;
}
