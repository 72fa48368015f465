using AutoResearch.Experiment;
using AutoResearch.Publishing.Sync;
using AutoResearch.Reports;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>Where the research stands.</summary>
internal static class StatusVerb
{
    /// <returns>The document, and the experiments that run meanwhile.</returns>
    public static (StatusDocument Document, IReadOnlyList<Journal> Running) Run(string folder, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        workspace.Ledger.RestoreMirror();
        LedgerElsewhere.SayWhatIsMissing(workspace, observer);
        var records = workspace.Ledger.Records;
        var running = JournalFile.All(workspace);
        var changed = workspace.Repository.IsUnborn ? [] : workspace.Repository.Changes().Select(change => change.Path).ToList();
        var incumbent = records.Incumbent();
        var keep = incumbent is null
            ? null
            : KeepHistory.Of(records, incumbent, workspace.Program.Keep, workspace.Program.Metric.Direction);
        var document = new StatusDocument(
            workspace.Folder,
            workspace.Repository.Branch,
            incumbent is not null,
            running.Count > 0,
            records.Count,
            records.CountByStatus().ToDictionary(entry => entry.Status.Name(), entry => entry.Count),
            incumbent is null ? null : ExperimentDocuments.Of(incumbent, direction: workspace.Program.Metric.Direction),
            records.FirstBaseline()?.Metric,
            changed,
            keep?.Noise is { IsKnown: true } noise ? new NoiseDocument(noise.Deviation, noise.DegreesOfFreedom, noise.Correlation) : null,
            keep?.IncumbentRuns is { Count: > 0 } runs ? new ReferenceDocument(runs.Average(run => run.Score), runs.Count) : null,
            [
                .. DriftPoint
                    .Of(records, workspace.Ledger.HeldOut, workspace.Program.Metric.Direction)
                    .Select(point => new DriftDocument(point.Experiment, point.Gap)),
            ],
            LedgerElsewhere.Find(workspace),
            running.Count == 0
                ? null
                :
                [
                    .. running.Select(journal => new UnderwayDocument(
                        journal.Number,
                        journal.Description,
                        journal.Slot + 1,
                        journal.Started,
                        journal.Row is not null
                    )),
                ]
        );
        return (document, running);
    }
}
