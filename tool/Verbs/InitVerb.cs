using AutoResearch.Experiment;
using AutoResearch.Research.Ledger;
using AutoResearch.Runs;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What an init gave.</summary>
/// <param name="Record">The experiment that the research branch stands on.</param>
/// <param name="IsNew">It was measured now.</param>
/// <param name="Editable">The files that an experiment may change.</param>
internal sealed record Initialised(
    ExperimentRecord Record,
    bool IsNew,
    string ResearchBranch,
    IReadOnlyList<string> Editable,
    ExperimentDocument Document
);

/// <summary>Makes a project an experiment: repository, lock, and a measured baseline.</summary>
internal static class InitVerb
{
    /// <param name="sandbox">What --sandbox was given; null when it was not.</param>
    /// <param name="newLedger">Begins a ledger at 0001 even where a remote has one.</param>
    public static Initialised Run(
        string folder,
        string? sandbox,
        bool newLedger,
        IExperimentObserver observer,
        ToolClock clock,
        CancellationToken cancellation
    )
    {
        var policy = SandboxPolicy.Parse(sandbox, observer);
        using var workspace = Initialisation.Run(folder, policy, observer, newLedger);
        using var running = ExperimentLock.Take(workspace.StateFolder);
        var (record, isNew) = new ResearchLoop(workspace, observer, clock, policy, cancellation).EnsureBaseline(newLedger);
        return new Initialised(
            record,
            isNew,
            workspace.Repository.Branch,
            workspace.Program.Editable,
            ExperimentDocuments.Of(record, direction: workspace.Program.Metric.Direction)
        );
    }
}
