namespace AutoResearch.Experiment;

/// <summary>
/// A crash that TorchSharp causes and not the candidate. It seems that now and then the garbage collector frees a Scalar, made from a
/// number, while the call that it was given to still runs (inferred from TorchSharp's pull requests 1434 and 1496), and libtorch finds no
/// type in it. The same run is made again. A candidate that fails with the same words gains nothing but a few more crashes.
/// </summary>
internal static class LibraryFault
{
    /// <summary>How often a run is made again because of it.</summary>
    public const int MostRepeats = 3;

    private const string Sign = "Expected false to be true";

    /// <param name="problem">What the process threw, as a message.</param>
    public static bool Is(string? problem) => problem?.Contains(Sign, StringComparison.Ordinal) == true;
}
