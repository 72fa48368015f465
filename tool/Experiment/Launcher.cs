using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Starts training processes of built candidates, each in an empty scratch folder.</summary>
/// <param name="threads">On how many threads they compute; null for as many as the machine has, or the user says.</param>
internal sealed class Launcher(ResearchWorkspace workspace, int? threads, CancellationToken cancellation)
{
    /// <summary>Where a training process may write.</summary>
    public string Scratch { get; } = Path.Combine(workspace.Cache, "scratch");

    /// <param name="weights">Saved weights that the process is to load.</param>
    public TrainingSession Start(Built built, Allowance allowance, Action<StepEvent> progress, string? weights = null)
    {
        if (Directory.Exists(Scratch))
            Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch);
        var process = TrainingProcess.Start(
            new TrainingFiles(built.Sdk.Host, built.Result.Program!, Scratch, weights),
            workspace.Layers.Sandbox ? Sandbox.Find().Sandbox : null,
            threads
        );
        // So that the next process of this tool can end it after a kill.
        if (JournalFile.Of(workspace).Read() is { } journal)
            JournalFile.Of(workspace).Write(journal with { TrainingProcess = process.Id, TrainingProcessStarted = process.StartTimeUtc });
        return new TrainingSession(process, allowance, progress, cancellation);
    }
}
