using AutoResearch.Training;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Starts training processes of built candidates, each in an empty scratch folder.</summary>
/// <param name="experiment">The one whose journal notes them, so that the next process of this tool can end them after a kill; null for
/// none.</param>
/// <param name="threads">On how many threads they compute; null for as many as the machine has, or the user says.</param>
internal sealed class Launcher(
    ResearchWorkspace workspace,
    SlotFolders folders,
    int? experiment,
    int? threads,
    CancellationToken cancellation
)
{
    /// <summary>Where a training process may write.</summary>
    public string Scratch { get; } = folders.Scratch;

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
        if (experiment is { } number && JournalFile.Of(workspace, number) is var file && file.Read() is { } journal)
            file.Write(journal with { TrainingProcess = process.Id, TrainingProcessStarted = process.StartTimeUtc });
        return new TrainingSession(process, allowance, progress, cancellation) { Baton = workspace.Baton };
    }
}
