namespace AutoResearch.Training;

/// <summary>The files of one training process.</summary>
/// <param name="Host">The <c>dotnet</c> to run it with.</param>
/// <param name="Program">The built assembly.</param>
/// <param name="Scratch">The folder it starts in and may write to; empty.</param>
/// <param name="Weights">Saved weights that it may read, or null.</param>
internal sealed record TrainingFiles(string Host, string Program, string Scratch, string? Weights)
{
    /// <summary>The one file of the scratch folder that outlives the process.</summary>
    public string SavedWeights => Path.Combine(Scratch, "weights.dat");

    /// <summary>The real path of <see cref="Host"/>: absolute, without a link at its end and without '..'.</summary>
    public string RealHost => File.ResolveLinkTarget(Host, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(Host);

    public string[] Command => [RealHost, Program];
}
